import type { JsonObject } from '../../../scim/json.ts';
import { shortCopy } from '../../../text-files/short-copy.ts';
import type { AnswerFault } from './answer-fault.ts';

/** A request to a SCIM server and its answer, with the secrets masked, as logs and pages show it. */
export interface ScimExchange {
  readonly request: SentRequest;
  /** Absent if there was none. */
  readonly answer?: Answer;
  /** The body of the answer, if it is a JSON object. */
  readonly json?: JsonObject;
  /** Why the answer is of no use to Entra. A SCIM error is none: its status says what is wrong. */
  readonly fault?: AnswerFault;
  /** How long the server asks to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** When the request was sent: ISO 8601. */
  readonly at: string;
  readonly durationMs: number;
  /** How often it was sent, because the server asked for a later attempt. */
  readonly attempts: number;
}

export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Of a body that is kept, in characters: many objects are worked on before their log is written. */
const LONGEST_KEPT = 64 * 1024;

/** An exchange as it is kept for logs and pages: what is longer than an answer of a SCIM server ever is, is cut. */
export function keptExchange<Exchange extends ScimExchange>(
  exchange: Exchange,
): Omit<Exchange, 'json' | 'answer'> & Pick<ScimExchange, 'json' | 'answer'> {
  const { json: _, answer, ...rest } = exchange;
  if (!answer || answer.body.length <= LONGEST_KEPT) return exchange;
  const body = `${shortCopy(answer.body, LONGEST_KEPT)} (cut)`;
  return { ...rest, answer: { ...answer, body } };
}

/** What replaces a secret. */
export const MASK = '***';

/**
 * Replaces a secret wherever it is in a text, such as in an error that repeats the header. Many servers write `/` and `+` as `\/` and `\u002B` in
 * JSON, as `%2F` in addresses and as `&#43;` in pages; those are found too.
 */
export const masked = (text: string, secret: string): string =>
  secret.length < 4
    ? text
    : text.replaceAll(new RegExp([...secret].map(spellings).join(''), 'gu'), MASK);

const named: ReadonlyMap<string, string> = new Map([
  ['&', 'amp'],
  ['<', 'lt'],
  ['>', 'gt'],
  ['"', 'quot'],
  ["'", 'apos'],
]);

/** A pattern for the ways to write a character of a secret. Letters and digits are written as they are. */
function spellings(character: string): string {
  if (/[A-Za-z0-9]/.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16).padStart(2, '0');
  const digits = [...hex].map((digit) => `[${digit}${digit.toUpperCase()}]`).join('');
  const name = named.get(character) ?? `#${code}`;
  const own = `\\u{${hex}}`;
  return `(?:${own}|\\\\${own}|\\\\u00${digits}|%${digits}|&${name};|&#${code};|&#[xX]0*${digits};)`;
}
