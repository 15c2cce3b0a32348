import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ports that a system gives to clients (32768 and above on Linux, 49152 on others). A client that keeps trying to reach one of those while
 * nothing listens there may be given that port itself: it is then connected with itself, and no server can have the port.
 */
const [FIRST, LAST] = [10_000, 32_000];

/** One is free as long as its server has not started, so it is not given again. */
const given = new Set<number>();

/** A port of loopback that was free a moment ago, for a server that is to stop and start again, or that must be told its port. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, LAST);
    if (given.has(port)) continue;
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((closed) => server.close(closed));
    given.add(port);
    return port;
  }
}
