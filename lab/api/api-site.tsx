import type { FastifyInstance } from 'fastify';
import { labApp } from '../lab-app.ts';
import { API, apiRoutes } from './api-app.ts';
import type { ApiSiteOptions } from './api-lab.ts';
import { ApiPage } from './api-page.tsx';
import { openApiDocument } from './openapi.ts';
import { operations } from './operations/index.ts';

/** The API and its page as a separate HTTP application; see `lazy-api.ts`. */
export async function apiSite(options: ApiSiteOptions): Promise<FastifyInstance> {
  const { urls, start, apiToken } = options;
  const app = await labApp(options);
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
