import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { registerCsrf } from '../../web/csrf.ts';
import { inHouse } from '../../web/fastify-options.ts';
import { webPlugin } from '../../web/plugin.ts';
import type { SiteUrls } from '../endpoints.ts';
import { guideContext, guideRoutes } from '../guide/routes.tsx';
import type { Sides } from '../seed.ts';
import { describeSpoilError } from '../spoil/errors.ts';
import { spoilRoutes } from '../spoil/routes.tsx';
import type { Spoiler } from '../spoil/spoiler.ts';
import type { StartLine } from '../start-line.ts';
import { readCodes } from './codes.ts';
import { HomePage } from './page.tsx';

/** Names by which a browser on this machine may call us. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export interface HomeOptions {
  /** Asked for at each request: addresses are known once all sites listen. */
  urls: () => SiteUrls;
  start: () => Promise<StartLine>;
  sides: Sides;
  /** By user name. */
  passwords: Readonly<Record<string, string>>;
  spoiler: Spoiler;
  clock: () => Date;
}

/** Builds the lab home, without listening. */
export async function buildHome(options: HomeOptions): Promise<FastifyInstance> {
  const { start, spoiler, clock, urls } = options;
  const app = Fastify({ ...inHouse, logger: false });
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
    describeError: describeSpoilError,
  });
  await registerCsrf(app, { cookieName: 'samlab_lab_csrf' });
  async function home(reply: FastifyReply, problem?: string): Promise<FastifyReply> {
    const { armed, history } = spoiler;
    const token = reply.generateCsrf();
    const guide = { context: await guideContext(options), token, problem };
    const spoil = { armed, history, token };
    const line = await start();
    const codes = await readCodes(options.sides, line);
    const page = <HomePage {...{ start: line, spoil, guide, codes }} />;
    return reply.page(page, problem === undefined ? 200 : 409);
  }
  app.get('/', (_request, reply) => home(reply));
  app.get('/api/codes', async (_request, reply) =>
    reply.header('cache-control', 'no-store').send(await readCodes(options.sides, await start())),
  );
  await app.register(guideRoutes, { ...options, tell: home });
  await app.register(spoilRoutes, { spoiler, urls, clock });
  app.get('/healthz', (_request, reply) => reply.send({ status: 'ok' }));
  return app;
}
