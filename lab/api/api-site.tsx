import Fastify, { type FastifyInstance } from 'fastify';
import { fastifyOptions } from '../../web/http/fastify-options.ts';
import { webPlugin } from '../../web/http/plugin.ts';
import { loggingTo } from '../../web/http/site-log.ts';
import { API, apiRoutes } from './api-app.ts';
import type { ApiSiteOptions } from './api-lab.ts';
import { ApiPage } from './api-page.tsx';
import { openApiDocument } from './openapi.ts';
import { operations } from './operations/index.ts';

/** The API and its page as a separate HTTP application; see `lazy-api.ts`. */
export async function apiSite(options: ApiSiteOptions): Promise<FastifyInstance> {
  const { log, shown, urls, start, apiToken } = options;
  const app = Fastify({ ...fastifyOptions, ...loggingTo(log) });
  await app.register(webPlugin, {
    formAction: 'self',
    bodyLimit: 1024,
    site: 'lab',
    siteName: 'samlab',
    lab: shown,
  });
  await app.register(apiRoutes, { ...options, prefix: API });
  const needsToken = apiToken !== undefined;
  const document = openApiDocument({ operations, needsToken });
  app.get('/api', async (_request, reply) => {
    const { tenantId } = await start();
    return reply.page(<ApiPage document={document} lab={urls().lab} tenantId={tenantId} />);
  });
  await app.ready();
  return app;
}
