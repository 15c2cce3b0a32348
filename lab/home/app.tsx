import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { registerCsrf } from '../../web/http/csrf.ts';
import { inHouse } from '../../web/http/fastify-options.ts';
import { answerHealth } from '../../web/http/health.ts';
import { webPlugin } from '../../web/http/plugin.ts';
import type { SiteUrls } from '../endpoints.ts';
import { guideContext, guideRoutes } from '../guide/routes.tsx';
import type { Sides } from '../seed.ts';
import { describeSpoilError } from '../spoil/errors.ts';
import { spoilRoutes } from '../spoil/routes.tsx';
import type { Spoiler } from '../spoil/spoiler.ts';
import type { StartLine } from '../start-line.ts';
import { readCodes } from './codes.ts';
import { HomePage } from './page.tsx';
import { homeVersions } from './versions.ts';

export interface HomeOptions {
  /** Asked for at each request: addresses are known once all sites listen. */
  urls: () => SiteUrls;
  start: () => Promise<StartLine>;
  sides: Sides;
  /** By user name. */
  passwords: Readonly<Record<string, string>>;
  spoiler: Spoiler;
  clock: () => Date;
  /** Whether both sides are seeded. */
  ready: () => boolean;
}

/** Builds the lab home, without listening. */
export async function buildHome(options: HomeOptions): Promise<FastifyInstance> {
  const { start, spoiler, clock, urls, ready } = options;
  const app = Fastify({ ...inHouse, logger: false });
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
    const page = <HomePage start={line} spoil={spoil} guide={guide} codes={codes} />;
    return reply.page(page, problem === undefined ? 200 : 409);
  }
  app.get('/', (_request, reply) => home(reply));
  app.get('/api/codes', async (_request, reply) =>
    reply.header('cache-control', 'no-store').send(await readCodes(options.sides, await start())),
  );
  app.get('/api/home', async (_request, reply) => {
    const { state } = await guideContext(options);
    const codes = await readCodes(options.sides, await start());
    const { armed, history } = spoiler;
    const versions = homeVersions({ state, codes, armed, history });
    return reply.header('cache-control', 'no-store').send(versions);
  });
  await app.register(guideRoutes, { ...options, tell: home });
  await app.register(spoilRoutes, { spoiler, urls, clock });
  answerHealth(app, ready);
  return app;
}
