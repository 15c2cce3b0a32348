import Fastify, { type FastifyInstance } from 'fastify';
import { webPlugin } from '../../web/plugin.ts';
import type { StartLine } from '../start-line.ts';
import { HomePage } from './page.tsx';

/** Names by which a browser on this machine may call us. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Builds the lab home, without listening. `start` is asked for at each request: addresses are known once all sites listen. */
export async function buildHome(start: () => StartLine): Promise<FastifyInstance> {
  const app = Fastify({ logger: false });
  // The page shows passwords. A foreign page that rebinds its own name to 127.0.0.1 would be of our origin, but for its name.
  app.addHook('onRequest', async (request, reply) => {
    if (LOOPBACK.has(request.hostname)) return;
    return reply.code(421).type('text/plain').send('This site answers to localhost only.\n');
  });
  await app.register(webPlugin, {
    formAction: 'self',
    bodyLimit: 1024,
    site: 'lab',
    siteName: 'samlab',
  });
  app.get('/', (_request, reply) => reply.page(<HomePage start={start()} />));
  app.get('/healthz', (_request, reply) => reply.send({ status: 'ok' }));
  return app;
}
