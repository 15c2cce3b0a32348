import type { FastifyInstance } from 'fastify';
import { lazyApp } from '../../web/http/lazy-app.ts';
import type { ApiSiteOptions } from './api-lab.ts';

/** Serves the API and its page, which most labs never need, from the first request on. */
export function lazyApi(app: FastifyInstance, options: ApiSiteOptions): void {
  lazyApp(
    app,
    ['/api', '/api/v1'],
    async () => {
      const { apiSite } = await import('./api-site.tsx');
      return apiSite(options);
    },
    ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
  );
}
