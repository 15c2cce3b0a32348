import {
  type Capture,
  type CapturedMessage,
  decodeLayers,
  NothingFound,
  readCapture,
  readMessages,
} from '../explain/index.ts';
import { describeMessage } from '../saml/describe-message.ts';
import { MAX_METADATA_BYTES } from '../saml/entity-descriptor.ts';
import { SamlError } from '../saml/errors.ts';
import { readSpDescriptor, type SpDescriptor } from '../saml/sp-descriptor.ts';
import type { SentMessage } from './sent-message.ts';

/** Something to judge. */
export type Subject =
  | { readonly kind: 'metadata'; readonly name: string; readonly descriptor: SpDescriptor }
  /** Metadata with a broken value, so that Entra cannot use it; `problem` is a sentence. */
  | { readonly kind: 'unusable-metadata'; readonly name: string; readonly problem: string }
  | {
      readonly kind: 'AuthnRequest' | 'LogoutRequest';
      readonly name: string;
      /** How it travelled, and the encodings that were removed; for people. */
      readonly how: string;
      readonly message: SentMessage;
    };

/** Input with nothing to judge; `message` is one sentence that says what was found instead. */
export class NotLintable extends Error {
  override readonly name = 'NotLintable';
}

/** In bytes, of an input: a capture is small, and metadata of a federation describes more than one service provider. */
export const MAX_INPUT_BYTES = 16 * 1024 * 1024;

/**
 * Finds metadata and the requests of a service provider in one input, whatever its encoding.
 *
 * @param content at most `MAX_INPUT_BYTES`
 * @param binding by which the requests were sent, where the input does not show it
 * @throws {NotLintable} when there are none, or one cannot be read
 */
export async function readSubjects(
  { name, content }: { readonly name: string; readonly content: Uint8Array },
  { binding }: { binding?: SentMessage['binding'] | undefined } = {},
): Promise<Subject[]> {
  if (content.length > MAX_INPUT_BYTES)
    throw new NotLintable(
      `${name} has more than ${MAX_INPUT_BYTES / 1024 / 1024} MiB: give the metadata or the request alone.`,
    );
  const xml = metadataIn(content);
  if (xml) return [metadataSubject(name, xml)];
  const capture = await captureOf(name, content);
  const broken = capture.messages.filter(isWholeButBroken);
  const { messages, unreadable } = readMessages([
    { ...capture, messages: capture.messages.filter((message) => !broken.includes(message)) },
  ]);
  const [first] = unreadable;
  if (first)
    throw new NotLintable(
      `The ${first.parameter ?? 'message'} in ${name} cannot be read: ${first.problem}.`,
    );
  const subjects = [
    ...broken.map((message) => ({ kind: rootOf(message), message })),
    ...messages.map(({ says: { kind }, ...message }) => ({ kind, message })),
  ].flatMap(({ kind, message }): Subject[] =>
    kind === 'AuthnRequest' || kind === 'LogoutRequest'
      ? [{ kind, name, how: howOf(message), message: sentMessage(message, binding) }]
      : [],
  );
  if (subjects.length > 0) return subjects;
  const kinds = [...new Set(messages.map(({ says }) => says.kind))].join(' and ');
  throw new NotLintable(
    `${name} contains ${kinds}, which no service provider sends to sign in or out; samlab explain says why a captured sign-in failed.`,
  );
}

const ROOT = /<((?:[\w.-]+:)?(AuthnRequest|LogoutRequest))[\s>]/;

/** Which request it is, as far as the text shows. */
const rootOf = ({ xml }: CapturedMessage): string | undefined =>
  ROOT.exec(xml.toString('latin1'))?.[2];

/** A request from its first tag to its last that is no well-formed XML: Entra has a code for what is sent so. One that ends before is cut off. */
function isWholeButBroken({ xml }: CapturedMessage): boolean {
  const [, tag] = ROOT.exec(xml.toString('latin1')) ?? [];
  if (tag === undefined || !xml.toString('latin1').trimEnd().endsWith(`</${tag}>`)) return false;
  try {
    describeMessage(xml);
    return false;
  } catch (error) {
    return error instanceof SamlError && error.code === 'not_xml';
  }
}

/** The XML of metadata below any encoding; undefined for anything else. */
function metadataIn(content: Uint8Array): Uint8Array | undefined {
  if (content.length > 3 * MAX_METADATA_BYTES) return undefined;
  const own = isMetadata(content) ? content : undefined;
  if (own) return own;
  const decoded = decodeLayers(content);
  return 'xml' in decoded && isMetadata(decoded.xml) ? decoded.xml : undefined;
}

/** Whether the root is one of metadata, in UTF-8 or UTF-16. */
function isMetadata(content: Uint8Array): boolean {
  const start = Buffer.from(content.subarray(0, 64 * 1024).filter((byte) => byte !== 0));
  return /^[^<]{0,8}(?:<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!DOCTYPE[^[>]*(?:\[[\s\S]*?\]\s*)?>|\s+)*<(?:[\w.-]+:)?Entit(?:y|ies)Descriptor[\s>/]/.test(
    start.toString('latin1'),
  );
}

function metadataSubject(name: string, xml: Uint8Array): Subject {
  try {
    return { kind: 'metadata', name, descriptor: readSpDescriptor(xml) };
  } catch (error) {
    if (!(error instanceof SamlError)) throw error;
    // A value that no form takes; everything else is no metadata of one service provider.
    if (error.code === 'schema') return { kind: 'unusable-metadata', name, problem: error.message };
    const { line, position } = error.at ?? {};
    const place = line === undefined ? '' : ` (line ${line}, position ${position})`;
    throw new NotLintable(
      `${name} is no metadata of one service provider. ${error.message.replace(/\.$/, '')}${place}.`,
    );
  }
}

async function captureOf(name: string, content: Uint8Array): Promise<Capture> {
  async function* chunks() {
    yield content;
  }
  try {
    return await readCapture({ name, chunks: chunks() });
  } catch (error) {
    if (!(error instanceof NothingFound)) throw error;
    throw new NotLintable(
      // What explain takes beside a capture is of no use here.
      instead(content, name) ?? error.message.replace(/: give it with --.*$/s, ', and no request.'),
    );
  }
}

/** What people give instead, as a sentence. */
function instead(content: Uint8Array, name: string): string | undefined {
  const text = Buffer.from(content).toString('latin1');
  const request = ROOT.exec(text)?.[2];
  if (request !== undefined)
    return `${name} contains the beginning of ${request === 'AuthnRequest' ? 'an' : 'a'} ${request}: its end tag is missing, so it was cut off.`;
  return /^\W*<(?:!doctype\s+html|html)\b/i.test(text)
    ? `${name} is an HTML page without a SAML message: save what the address answers, not the page that a browser shows.`
    : undefined;
}

function howOf({ binding, layers, address }: CapturedMessage): string {
  const encoding = layers.length === 0 ? 'XML' : layers.join(', then ');
  const to = address === undefined ? '' : ` to ${address}`;
  return `${binding === undefined ? 'binding not known' : `by ${binding}`}${to}, encoding: ${encoding}`;
}

function sentMessage(
  { xml, binding, rawQuery, relayState, address, layers }: CapturedMessage,
  given: SentMessage['binding'],
): SentMessage {
  const seen =
    binding === 'HTTP-Redirect' ? 'redirect' : binding === 'HTTP-POST' ? 'post' : undefined;
  const by = given ?? seen;
  return {
    xml,
    ...(by && { binding: by }),
    ...(by === 'redirect' && rawQuery !== undefined && { rawQuery: queryOf(rawQuery) }),
    deflated: layers.includes('DEFLATE'),
    ...(relayState !== undefined && { relayState }),
    ...(address !== undefined && { address }),
  };
}

/** A form body or query as a text shows it may have something before its first parameter. */
const queryOf = (text: string) => text.replace(/^.*?(?=SAMLRequest=)/, '');
