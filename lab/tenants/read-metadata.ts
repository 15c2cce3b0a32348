import { readFile } from 'node:fs/promises';
import { LabError } from '../errors.ts';

/** In ms; a service provider that starts takes a moment. */
const TIMEOUT = 10_000;

/** In bytes. More than metadata may have, so that the identity provider says that it is too large. */
const MAX_BYTES = 1024 * 1024;

/**
 * Reads the metadata of a service provider.
 *
 * @param source XML, an http or https URL, or the path of a file
 * @throws {LabError} `metadata_unreadable` when nothing is there
 */
export async function readMetadata(source: string | URL | Uint8Array): Promise<Uint8Array> {
  if (source instanceof Uint8Array) return source;
  const text = String(source);
  if (/^\s*</.test(text)) return Buffer.from(text);
  return /^https?:/i.test(text) ? download(text) : read(source);
}

async function download(url: string): Promise<Uint8Array> {
  let answer: Response;
  try {
    answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT) });
  } catch (error) {
    throw unreadable(`No metadata at ${url}: ${causeOf(error)}. Start the service provider first.`);
  }
  if (!answer.ok)
    throw unreadable(`No metadata at ${url}: the service provider answers ${answer.status}.`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_BYTES) throw unreadable(`The metadata at ${url} is larger than 1 MiB.`);
  }
  return Buffer.concat(chunks);
}

async function read(path: string | URL): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw unreadable(`Cannot read the metadata file ${path}: ${causeOf(error)}.`);
  }
}

const unreadable = (message: string) => new LabError('metadata_unreadable', message);

function causeOf(error: unknown): string {
  const { name, cause, code, message } = error as NodeJS.ErrnoException & { cause?: Error };
  if (name === 'TimeoutError') return 'no answer within 10 seconds';
  return (cause as NodeJS.ErrnoException | undefined)?.code ?? code ?? cause?.message ?? message;
}
