import type { JsonObject } from '../../../scim/json.ts';
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

/** What replaces a secret. */
export const MASK = '***';

/** Replaces a secret wherever it is in a text, such as in an error that repeats the header. */
export const masked = (text: string, secret: string): string =>
  secret.length < 4 ? text : text.replaceAll(secret, MASK);
