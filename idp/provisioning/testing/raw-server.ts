import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came in. */
export interface CameIn {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A server on a free port that answers as it is told, and remembers what came in. */
export class RawServer implements AsyncDisposable {
  readonly cameIn: CameIn[] = [];
  readonly #server: Server;

  private constructor(answer: RequestListener) {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const { method = '', url = '', headers } = request;
      this.cameIn.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      answer(request, response);
    });
  }

  static async start(answer: RequestListener): Promise<RawServer> {
    const server = new RawServer(answer);
    await new Promise<void>((resolve) => {
      server.#server.listen(0, '127.0.0.1', resolve);
    });
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }
}
