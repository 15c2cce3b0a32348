import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay, setImmediate as immediate } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** How long requests in progress may take once the site closes, in ms. */
const GRACE = 1500;

/**
 * Makes `app.close()` end within two seconds. Node waits for every connection, so a silent one, half a request, a slow reader or an open
 * tab would keep the site running for ever: requests in progress get 1.5 s, everything else is closed at once.
 */
export function closeInTime(app: FastifyInstance): void {
  const inProgress = new Set<ServerResponse>();
  let allAnswered: (() => void) | undefined;
  let closing = false;
  app.server.on('connection', (socket) => {
    if (closing) socket.destroy();
  });
  app.server.on('request', (_request: IncomingMessage, response: ServerResponse) => {
    inProgress.add(response);
    response.once('close', () => {
      inProgress.delete(response);
      if (inProgress.size === 0) allAnswered?.();
    });
  });
  app.addHook('preClose', async () => {
    closing = true;
    if (inProgress.size > 0) {
      const answered = Promise.withResolvers<void>();
      allAnswered = answered.resolve;
      const waiting = new AbortController();
      await Promise.race([
        answered.promise,
        delay(GRACE, undefined, { signal: waiting.signal }).catch(() => undefined),
      ]);
      waiting.abort();
    }
    app.server.closeAllConnections();
    // A client in this process, as in a test, sees the end in a whole turn of the event loop, and would use the connection again before that.
    await immediate();
    await immediate();
  });
}
