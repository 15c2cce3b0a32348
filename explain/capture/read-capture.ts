import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { decodeText } from '../../text-files/decode-text.ts';
import { type Capture, type EncodedMessage, NothingFound } from './captured-message.ts';
import { collectMessages } from './collect-messages.ts';
import { exchangesInJson } from './exchange-json.ts';
import { otherKind, otherXml } from './file-kind.ts';
import { findInText } from './find-in-text.ts';
import { messagesOfEntry } from './har.ts';
import { type JsonEntries, readJsonEntries } from './json-entries.ts';
import { messagesOfTrace } from './saml-tracer.ts';

/** In bytes, of a file that is not JSON. A log of a day is shorter, and everything else by far. */
const MAX_TEXT = 64 * 1024 * 1024;

/** In bytes after decompression; a stream that goes on is a decompression bomb. */
const MAX_INFLATED = 4 * 1024 * 1024 * 1024;

export interface Source {
  /** For sentences: a path, `standard input`. */
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/**
 * Reads one file, whatever kind of capture it is; a JSON file in bounded memory, whatever its size.
 *
 * @param progress gets the number of bytes read so far
 * @throws {NothingFound} when it contains no SAML message
 */
export async function readCapture(
  { name, chunks }: Source,
  progress: (bytes: number) => void = () => {},
): Promise<Capture> {
  const { start, all } = await peek(counted(chunks, progress));
  if (start.length === 0) throw new NothingFound(`${name} is empty.`);
  const other = otherKind(start);
  if (other !== undefined) throw new NothingFound(`${name} is ${other}.`);
  if (start[0] === 0x1f && start[1] === 0x8b) {
    const inflated = Readable.from(all).pipe(createGunzip());
    const inner = await readCapture({ name, chunks: limited(inflated, name) }).catch(damaged(name));
    return { ...inner, kind: `${inner.kind}, compressed with gzip` };
  }
  const utf8 = isUtf16(start) ? asUtf8(all, start) : all;
  return beginsJson(start) ? readJson(name, utf8) : readText(name, await textOf(utf8, name));
}

async function readJson(name: string, chunks: AsyncIterable<Uint8Array>): Promise<Capture> {
  const kept: Buffer[] = [];
  let size = 0;
  async function* keeping() {
    for await (const chunk of chunks) {
      // Until an entry was seen, it may be JSON of another kind, which is searched as text.
      if (entries === 0 && size <= MAX_TEXT) {
        kept.push(Buffer.from(chunk));
        size += chunk.length;
      } else kept.length = 0;
      yield chunk;
    }
  }
  let entries = 0;
  let kind = 'a HAR file';
  const found: EncodedMessage[] = [];
  const state = await readJsonEntries(keeping(), (entry, list) => {
    entries += 1;
    if (list === 'requests') kind = 'an export of SAML-tracer';
    found.push(...(list === 'requests' ? messagesOfTrace(entry) : messagesOfEntry(entry)));
  });
  if (entries === 0 && size > MAX_TEXT)
    throw new NothingFound(
      `${name} is JSON of more than ${MAX_TEXT / 1024 / 1024} MiB without requests: give the part that contains the sign-in.`,
    );
  if (entries === 0) return readOtherJson(name, decodeText(Buffer.concat(kept)), state);
  const notes =
    state === 'complete'
      ? []
      : [
          `It ends in the middle or is damaged: ${entries === 1 ? 'the first request was' : `the first ${entries} requests were`} read, and what follows is lost.`,
        ];
  if (found.length === 0)
    throw new NothingFound(
      `${name} is ${kind} of ${entries} ${entries === 1 ? 'request' : 'requests'}, none of which carries a SAML message.${notes.map((note) => ` ${note}`).join('')}`,
    );
  return {
    ...{ name, kind, notes },
    ...collectMessages(found),
    ...(state !== 'complete' && { damaged: true as const }),
  };
}

/** A file of samlab, or of another program: then it is searched as text. */
function readOtherJson(name: string, text: string, state: JsonEntries): Capture {
  const exchanges = state === 'complete' ? exchangesInJson(parsed(text)) : undefined;
  if (!exchanges) return readText(name, text, state);
  const { kind, notes, messages } = exchanges;
  return { name, kind, notes, ...collectMessages(messages) };
}

/** Undefined for lines of JSON, one after the other. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readText(name: string, text: string, json?: JsonEntries): Capture {
  const found = findInText(text);
  const capture = {
    name,
    kind: json === undefined ? 'text' : 'JSON',
    ...collectMessages(found),
    notes: [],
  };
  if (capture.messages.length > 0 || capture.unreadable.length > 0) return capture;
  const what =
    otherXml(text) ??
    (json === 'cut off'
      ? 'JSON that ends in the middle, before the first request'
      : json !== undefined
        ? /^\s*\{\s*"log"\s*:/.test(text)
          ? 'a HAR file without requests: open the developer tools first, tick "Preserve log", and sign in'
          : 'JSON without requests and without a SAML message'
        : text.trim() === ''
          ? 'empty, apart from white space'
          : `${text.trim().length} ${text.trim().length === 1 ? 'character' : 'characters'} of text without a SAML message`);
  throw new NothingFound(`${name} is ${what}.`);
}

async function textOf(chunks: AsyncIterable<Uint8Array>, name: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > MAX_TEXT)
      throw new NothingFound(
        `${name} is larger than ${MAX_TEXT / 1024 / 1024} MiB and is not JSON: give the part that contains the sign-in.`,
      );
    parts.push(chunk);
  }
  const bytes = Buffer.concat(parts);
  if (isBinary(bytes))
    throw new NothingFound(
      `${name} is ${bytes.length} bytes that are neither text nor a known kind of capture.`,
    );
  return decodeText(bytes);
}

/** Control characters that no text contains. */
const isBinary = (bytes: Buffer) =>
  bytes
    .subarray(0, 4096)
    .some((byte) => byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1b].includes(byte));

/** After a byte order mark; in UTF-16, every second byte is zero. */
const beginsJson = (start: Uint8Array) =>
  /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*[{[]/.test(
    Buffer.from(start.filter((byte) => byte !== 0)).toString('latin1'),
  );

const isUtf16 = (start: Uint8Array) =>
  (start[0] === 0xff && start[1] === 0xfe) ||
  (start[0] === 0xfe && start[1] === 0xff) ||
  start[0] === 0 ||
  start[1] === 0;

async function* asUtf8(chunks: AsyncIterable<Uint8Array>, start: Uint8Array) {
  const big = start[0] === 0xfe || start[0] === 0;
  const decoder = new TextDecoder(big ? 'utf-16be' : 'utf-16le');
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

async function* counted(chunks: AsyncIterable<Uint8Array>, progress: (bytes: number) => void) {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    progress(bytes);
    yield chunk;
  }
}

async function* limited(chunks: AsyncIterable<Uint8Array>, name: string) {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > MAX_INFLATED)
      throw new NothingFound(`${name} inflates to more than 4 GiB, as a decompression bomb does.`);
    yield chunk;
  }
}

const damaged =
  (name: string) =>
  (error: unknown): never => {
    if (error instanceof NothingFound) throw error;
    throw new NothingFound(`${name} begins like a gzip file, and is damaged or cut off.`);
  };

/** The first bytes, and all of them again. */
async function peek(chunks: AsyncGenerator<Uint8Array>) {
  const first: Uint8Array[] = [];
  let size = 0;
  while (size < 300) {
    const { value, done } = await chunks.next();
    if (done) break;
    first.push(value);
    size += value.length;
  }
  async function* all() {
    yield* first;
    yield* chunks;
  }
  return { start: Buffer.concat(first), all: all() };
}
