import { Agent as HttpAgent, type IncomingMessage, request as overHttp } from 'node:http';
import { type Agent as HttpsAgent, request as overHttps } from 'node:https';
import { TLSSocket } from 'node:tls';
import { CheckFault, ExchangeError } from '../errors.ts';
import { decodeContent } from './content-encoding.ts';
import { lookupLikeBrowsers } from './loopback-lookup.ts';
import { Trust } from './trust.ts';

export interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Uint8Array;
}

export interface Limits {
  /** From the first byte sent to the last byte received, in ms. */
  readonly timeout: number;
  /** Limit for a response body, in bytes. */
  readonly maxBytes: number;
  readonly maxRedirects: number;
}

export const defaultLimits: Limits = {
  timeout: 15_000,
  maxBytes: 4 * 1024 * 1024,
  maxRedirects: 10,
};

/** Sends requests and returns responses: over a network, or in process in tests. */
export type Exchange = Pick<Connections, 'limits' | 'send' | 'close'>;

export interface ConnectionsOptions {
  readonly limits?: Limits;
  /** Aborting it ends all requests. */
  readonly signal: AbortSignal;
  /** Public authorities only, by default, and this machine. */
  readonly trust?: Trust;
}

/** Connections of one check; redirects, cookies and interpretation are left to the browser. */
export class Connections {
  readonly limits: Limits;
  readonly #signal: AbortSignal;
  readonly #http = new HttpAgent({ keepAlive: true, maxFreeSockets: 16 });
  readonly #https: HttpsAgent;
  readonly #trust: Trust;

  constructor({ limits = defaultLimits, signal, trust = new Trust() }: ConnectionsOptions) {
    this.limits = limits;
    this.#signal = signal;
    this.#trust = trust;
    this.#https = trust.agent({ keepAlive: true, maxFreeSockets: 16 });
  }

  /**
   * Sends one request and reads the whole response, with any status.
   *
   * @throws {ExchangeError} when there is no answer, it is too late or too large, or the check was stopped
   * @throws {CheckFault} `rate_limited` when the status is 429, which ends the whole check
   */
  async send(request: Request): Promise<Reply> {
    const reply = await this.#once(request).catch((error: unknown) => {
      // The other side may have closed an idle kept-alive connection: then the request never arrived.
      if (error instanceof IdleConnectionClosed) return this.#once(request, { fresh: true });
      throw error;
    });
    mustNotBeLimited(reply.status, request.url);
    return reply;
  }

  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }

  #once(
    { method, url, headers = {}, body }: Request,
    { fresh = false }: { fresh?: boolean } = {},
  ): Promise<Reply> {
    const { timeout, maxBytes } = this.limits;
    const secure = url.startsWith('https:');
    const signal = AbortSignal.any([this.#signal, AbortSignal.timeout(timeout)]);
    return new Promise<Reply>((resolve, reject) => {
      const fail = (error: Error) => reject(this.#failure(error, url));
      const sending = (secure ? overHttps : overHttp)(url, {
        method,
        headers: {
          ...headers,
          ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
        },
        agent: !fresh && (secure ? this.#https : this.#http),
        lookup: lookupLikeBrowsers,
        ...(secure && this.#trust.optionsFor(url)),
        signal,
        maxHeaderSize: 64 * 1024,
      });
      let answered = false;
      sending.on('response', (incoming) => {
        answered = true;
        if (incoming.socket instanceof TLSSocket) this.#trust.noticed(url, incoming.socket);
        const chunks: Buffer[] = [];
        let size = 0;
        incoming.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size <= maxBytes) chunks.push(chunk);
          else incoming.destroy(tooLarge(url, maxBytes));
        });
        incoming.on('end', () => {
          const { statusCode: status = 0, headers } = incoming;
          decodeContent(Buffer.concat(chunks), headers['content-encoding'], maxBytes).then(
            (body) => resolve({ status, headers, body }),
            (error: unknown) =>
              reject(error instanceof RangeError ? tooLarge(url, maxBytes) : undecodable(url)),
          );
        });
        incoming.on('error', fail);
      });
      sending.on('error', (error: NodeJS.ErrnoException) => {
        if (answered) return; // a response that came before the whole body was sent still counts
        if (sending.reusedSocket && error.code === 'ECONNRESET') reject(new IdleConnectionClosed());
        else fail(error);
      });
      sending.end(body);
    });
  }

  #failure(error: Error, url: string): Error {
    if (error instanceof ExchangeError) return error;
    if (this.#signal.aborted)
      return new ExchangeError('stopped', url, 'The check was stopped before an answer came.');
    if (error.name === 'AbortError' || error.name === 'TimeoutError') {
      const seconds = this.limits.timeout / 1000;
      return new ExchangeError(
        'timeout',
        url,
        `${where(url)} did not answer within ${seconds} seconds.`,
      );
    }
    const { code = error.message } = error as NodeJS.ErrnoException;
    if (code === 'ECONNRESET' || code === 'EPIPE')
      return new ExchangeError(
        'reset',
        url,
        `${where(url)} closed the connection without an answer.`,
      );
    const advice = CERTIFICATE_FAULT.test(code)
      ? ' Name the certificate of its authority with --ca.'
      : '';
    return new ExchangeError('unreachable', url, `Cannot reach ${where(url)} (${code}).${advice}`);
  }
}

/** Node's codes for a certificate that leads to no trusted authority. */
const CERTIFICATE_FAULT =
  /SELF_SIGNED|UNABLE_TO_(?:GET_ISSUER|VERIFY)|CERT_UNTRUSTED|CERT_SIGNATURE/;

const tooLarge = (url: string, maxBytes: number) =>
  new ExchangeError('too_large', url, `${where(url)} answered with more than ${maxBytes} bytes.`);

const undecodable = (url: string) =>
  new ExchangeError(
    'undecodable',
    url,
    `The answer of ${where(url)} is not compressed as its Content-Encoding says, so browsers show an error.`,
  );

class IdleConnectionClosed extends Error {}

/** A URL for a sentence: without its query, which may contain a whole message. */
export function where(url: string): string {
  const parsed = URL.parse(url);
  return parsed ? `${parsed.origin}${parsed.pathname}` : url.slice(0, 80);
}

/** @throws {CheckFault} `rate_limited` when the status is 429, which ends the whole check */
export function mustNotBeLimited(status: number, url: string): void {
  if (status !== 429) return;
  throw new CheckFault(
    'rate_limited',
    `The service provider limits the request rate (429 at ${where(url)}). The check stopped and does not retry; lower --concurrency, or lift the limit in this environment.`,
  );
}
