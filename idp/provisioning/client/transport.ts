import {
  Agent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as overHttp,
} from 'node:http';
import { request as overHttps, Agent as TlsAgent } from 'node:https';
import type { ConnectionOptions } from 'node:tls';
import type { AnswerFault } from './answer-fault.ts';
import { connectionFault } from './connection-fault.ts';
import type { Answer, SentRequest } from './exchange.ts';

export interface TransportOptions {
  /** In milliseconds, for a whole exchange. */
  readonly timeoutMs: number;
  /** The most that is read of an answer. */
  readonly maxBytes: number;
  readonly maxSockets: number;
  readonly tls?: Pick<ConnectionOptions, 'ca' | 'rejectUnauthorized'>;
}

/** An answer, or why there is none that can be used. */
export type Received = { readonly answer?: Answer; readonly fault?: AnswerFault };

/** Keeps connections open between requests. Adds no header but Host, Connection and Content-Length. */
export class Transport {
  readonly #options: TransportOptions;
  readonly #agent: Agent;
  readonly #tlsAgent: TlsAgent;

  constructor(options: TransportOptions) {
    const { maxSockets, tls } = options;
    this.#options = options;
    this.#agent = new Agent({ keepAlive: true, maxSockets });
    this.#tlsAgent = new TlsAgent({ keepAlive: true, maxSockets, ...tls });
  }

  /** Never rejects. */
  async exchange(sent: SentRequest): Promise<Received> {
    for (;;) {
      const received = await this.#once(sent);
      // The server had closed a connection that was kept open before it saw this request. A new connection is never stale, so this ends.
      if (received !== 'stale-connection') return received;
    }
  }

  close(): void {
    this.#agent.destroy();
    this.#tlsAgent.destroy();
  }

  #once({ method, url, headers, body }: SentRequest): Promise<Received | 'stale-connection'> {
    const { timeoutMs } = this.#options;
    const isHttps = url.startsWith('https:');
    const { promise, resolve } = Promise.withResolvers<Received | 'stale-connection'>();
    const request = (isHttps ? overHttps : overHttp)(url, {
      method,
      headers: {
        ...headers,
        ...(body !== undefined && { 'Content-Length': Buffer.byteLength(body) }),
      },
      agent: isHttps ? this.#tlsAgent : this.#agent,
    });
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      request.destroy();
    }, timeoutMs);
    const faultOf = (error: unknown) => (isLate ? timeout(timeoutMs) : connectionFault(error, url));
    request.on('response', (response) => resolve(this.#read(response, faultOf)));
    request.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve({ answer: { ...headOf(response), body: '' }, fault: otherProtocol });
    });
    // Whatever a server does, the request comes to an end; after an answer this says nothing.
    request.on('close', () => resolve({ fault: faultOf(new Error('closed')) }));
    request.on('error', (error: NodeJS.ErrnoException) => {
      // The server may have created the user before it ended the connection: only what may be sent twice is sent again (RFC 9110 9.2.2).
      const mayRepeat = method !== 'POST' && request.reusedSocket;
      const isStale = !isLate && mayRepeat && error.code === 'ECONNRESET';
      resolve(isStale ? 'stale-connection' : { fault: faultOf(error) });
    });
    request.end(body);
    return promise.finally(() => clearTimeout(timer));
  }

  async #read(
    response: IncomingMessage,
    faultOf: (error: unknown) => AnswerFault,
  ): Promise<Received> {
    const { maxBytes } = this.#options;
    const chunks: Buffer[] = [];
    let size = 0;
    const head = headOf(response);
    try {
      for await (const chunk of response as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > maxBytes) {
          response.destroy();
          return { answer: { ...head, body: textOf(chunks) }, fault: tooLong(maxBytes) };
        }
        chunks.push(chunk);
      }
    } catch (error) {
      return { answer: { ...head, body: textOf(chunks) }, fault: faultOf(error) };
    }
    return { answer: { ...head, body: textOf(chunks) } };
  }
}

const textOf = (chunks: readonly Buffer[]) => Buffer.concat(chunks).toString('utf8');

const headOf = ({ statusCode = 0, headers }: IncomingMessage) => ({
  status: statusCode,
  headers: plainHeaders(headers),
});

/** Nothing asked for another protocol (RFC 9110 7.8). */
const otherProtocol: AnswerFault = {
  kind: 'garbage',
  sentence:
    'The server answered 101: it wants to speak another protocol than HTTP. Check the Tenant URL, and what is in front of the server.',
};

const timeout = (ms: number): AnswerFault => ({
  kind: 'timeout',
  sentence: `The server gave no whole answer within ${ms / 1000} seconds, after which Entra gives up and tries again later.`,
});

const tooLong = (bytes: number): AnswerFault => ({
  kind: 'too-long',
  sentence: `The answer is longer than ${bytes / 1024 / 1024} MB, and the rest was not read. Let the server return pages, and leave out members when it is asked to.`,
});

const plainHeaders = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
