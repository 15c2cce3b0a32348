import { connect, type Socket } from 'node:net';

const TEN_SECONDS = 10_000;
const END_OF_HEAD = '\r\n\r\n';

/**
 * A kept-alive HTTP/1.1 connection to loopback that requests one page after another. It supports only answers with a Content-Length, to do
 * as little work as possible: the load must not slow down the server that it measures.
 */
export class Connection {
  readonly #socket: Socket;
  #received = '';
  #waiting: PromiseWithResolvers<string> | undefined;

  constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.setEncoding('latin1').setTimeout(TEN_SECONDS);
    this.#socket.on('data', (chunk: string) => this.#read(chunk));
    this.#socket.on('error', (error) => this.#fail(error));
    this.#socket.on('close', () => this.#fail(new Error('The server closed the connection.')));
    this.#socket.on('timeout', () => this.#socket.destroy(new Error('No answer within 10 s.')));
  }

  /** @returns head and body of the answer as text, one character per byte. */
  ask(request: string): Promise<string> {
    this.#waiting = Promise.withResolvers<string>();
    this.#socket.write(request, 'latin1');
    return this.#waiting.promise;
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(chunk: string): void {
    this.#received += chunk;
    const head = this.#received.indexOf(END_OF_HEAD);
    if (head === -1) return;
    const [, length] = /\r\ncontent-length: (\d+)/i.exec(this.#received.slice(0, head)) ?? [];
    if (length === undefined) {
      this.#fail(new Error('An answer without Content-Length.'));
      return;
    }
    if (this.#received.length < head + END_OF_HEAD.length + Number(length)) return;
    const answer = this.#received;
    this.#received = '';
    this.#waiting?.resolve(answer);
    this.#waiting = undefined;
  }

  #fail(error: Error): void {
    this.#waiting?.reject(error);
    this.#waiting = undefined;
  }
}
