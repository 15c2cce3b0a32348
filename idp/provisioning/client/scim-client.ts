import type { ScimRequest } from '../wire/scim-request.ts';
import type { AnswerFault } from './answer-fault.ts';
import { diagnose, objectOf } from './diagnose.ts';
import { MASK, masked, type ScimExchange, type SentRequest } from './exchange.ts';
import { retryAfterMs } from './retry-after.ts';
import { addressOf, type TenantUrl } from './tenant-url.ts';
import { TokenFault } from './token-endpoint.ts';
import { type Received, Transport, type TransportOptions } from './transport.ts';

export interface ScimClientOptions extends Partial<TransportOptions> {
  readonly tenantUrl: TenantUrl;
  /** The secret token, or what gets one. Undefined: no Authorization is sent. */
  readonly token: string | (() => Promise<string>) | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Waits when the server asks for it with 429 or 503 and Retry-After; absent: the answer is returned at once (scim.md a.1). */
  readonly retryAfter?: {
    /** Milliseconds; a server that asks for more gets no other attempt. */
    readonly maxWaitMs: number;
    readonly attempts: number;
    readonly sleep: (ms: number) => Promise<void>;
  };
}

/** Entra waits 60 seconds for an answer (scim.md a.1). */
const TIMEOUT_MS = 60_000;
const MAX_BYTES = 4 * 1024 * 1024;
/** How many connections Entra opens is not published; five requests at once were seen (scim.md a.1). */
const MAX_SOCKETS = 8;

/** Sends requests to one SCIM server, as Entra does. Close it to end its connections. */
export class ScimClient {
  readonly #options: ScimClientOptions;
  readonly #transport: Transport;

  constructor(options: ScimClientOptions) {
    const { timeoutMs = TIMEOUT_MS, maxBytes = MAX_BYTES, maxSockets = MAX_SOCKETS } = options;
    this.#options = options;
    this.#transport = new Transport({
      timeoutMs,
      maxBytes,
      maxSockets,
      ...(options.tls && { tls: options.tls }),
    });
  }

  close(): void {
    this.#transport.close();
  }

  /** Sends a request and tells what came of it. It does not reject, whatever the server or the connection does. */
  async send(request: ScimRequest): Promise<ScimExchange> {
    const { retryAfter } = this.#options;
    for (let attempts = 1; ; attempts += 1) {
      const exchange = await this.#attempt(request, attempts);
      const wait = exchange.retryAfterMs;
      if (!retryAfter || wait === undefined || attempts >= retryAfter.attempts) return exchange;
      if (wait > retryAfter.maxWaitMs) return exchange;
      await retryAfter.sleep(wait);
    }
  }

  async #attempt(request: ScimRequest, attempts: number): Promise<ScimExchange> {
    const { tenantUrl, now } = this.#options;
    const { method, path, headers, body } = request;
    const url = addressOf(tenantUrl, path);
    const begin = now();
    const at = new Date(begin).toISOString();
    const plain: SentRequest = { method, url, headers, ...(body !== undefined && { body }) };
    if (LOST_ID.test(path))
      return { request: plain, fault: noAddress, at, durationMs: 0, attempts };
    const token = await this.#token();
    if (typeof token === 'object')
      return { request: plain, fault: token, at, durationMs: now() - begin, attempts };
    const received = await this.#transport.exchange(
      token === undefined ? plain : withHeader(plain, `Bearer ${token}`),
    );
    return {
      request: token === undefined ? plain : withHeader(plain, `Bearer ${MASK}`),
      ...outcomeOf(request, received, { token, now: now() }),
      at,
      durationMs: now() - begin,
      attempts,
    };
  }

  async #token(): Promise<string | undefined | AnswerFault> {
    const { token } = this.#options;
    try {
      const text = typeof token === 'function' ? await token() : token;
      return text === undefined || HEADER_TEXT.test(text) ? text : unsendable;
    } catch (error) {
      if (error instanceof TokenFault) return { kind: 'no-token', sentence: error.message };
      throw error;
    }
  }
}

/** What may be in a header, without spaces. */
const HEADER_TEXT = /^[\x21-\x7e]+$/;

/** An id that is empty, `.` or `..`, also encoded: an address loses it (RFC 3986 5.2.4), so another resource would be reached. */
const LOST_ID = /^\/+(?:User|Group)s\/(?:\.|%2e){0,2}(?:[/?]|$)/i;

const noAddress: AnswerFault = {
  kind: 'not-scim',
  sentence:
    'The server gave a resource an id that is empty, "." or "..", which no address can have, so nothing was sent. Let it give ids that are no part of a relative path.',
};

const unsendable: AnswerFault = {
  kind: 'no-token',
  sentence:
    'The secret token is empty, or contains a space, a line break or a letter that is not ASCII. Copy it again, without the word Bearer.',
};

const withHeader = (sent: SentRequest, authorization: string): SentRequest => ({
  ...sent,
  headers: { ...sent.headers, Authorization: authorization },
});

/** What came back, without the token: servers repeat headers in errors. */
function outcomeOf(
  request: ScimRequest,
  { answer, fault }: Received,
  { token = '', now }: { readonly token: string | undefined; readonly now: number },
): Pick<ScimExchange, 'answer' | 'json' | 'fault' | 'retryAfterMs'> {
  if (!answer) return { ...(fault && { fault }) };
  const { status } = answer;
  const body = masked(answer.body, token);
  const json = fault ? undefined : objectOf(body);
  const found = fault ?? diagnose(request, answer, json);
  const wait =
    status === 429 || status === 503 ? retryAfterMs(answer.headers['retry-after'], now) : undefined;
  const headers = Object.entries(answer.headers).map(([name, value]) => [
    name,
    name === 'set-cookie' ? MASK : masked(value, token),
  ]);
  return {
    answer: {
      status,
      headers: Object.fromEntries(headers),
      body,
    },
    ...(json && { json }),
    ...(found && { fault: { ...found, sentence: masked(found.sentence, token) } }),
    ...(wait !== undefined && { retryAfterMs: wait }),
  };
}
