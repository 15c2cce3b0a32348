import type { Server, Socket } from 'node:net';

/** What a request in plain http gets on a port for https. */
export const SPEAKS_HTTPS = 'This site speaks https. Write https:// in place of http://.\n';

/** The content type of a TLS handshake, its first byte (RFC 8446 5.1). In http, that is no letter. */
const HANDSHAKE = 0x16;

/** How long a client may take until it says something; in ms. */
const PATIENCE = 10_000;

const answer = [
  'HTTP/1.1 400 Bad Request',
  'Content-Type: text/plain; charset=utf-8',
  `Content-Length: ${Buffer.byteLength(SPEAKS_HTTPS)}`,
  'Cache-Control: no-store',
  'Connection: close',
  '',
  SPEAKS_HTTPS,
].join('\r\n');

/**
 * Answers 400 to a client that speaks plain http to this TLS server, in plain http: TLS alone would close the connection without a word. Call it
 * before the server listens.
 */
export function answerPlainHttp(server: Server): void {
  const [secure, ...more] = server.listeners('connection');
  if (!secure || more.length > 0) throw new TypeError('not a new https server');
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    const end = () => socket.destroy();
    socket.on('error', end);
    socket.setTimeout(PATIENCE, end);
    socket.once('data', (start: Buffer) => {
      socket.setTimeout(0);
      socket.off('timeout', end);
      socket.off('error', end);
      if (start[0] === HANDSHAKE) {
        socket.pause();
        socket.unshift(start); // TLS begins with what was read
        secure.call(server, socket);
        return;
      }
      socket.on('error', end);
      socket.setTimeout(PATIENCE, end);
      socket.resume(); // an unread body would turn the end into a reset, and the answer would be lost
      socket.end(answer);
    });
  });
}
