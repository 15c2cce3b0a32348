import type { FastifyInstance } from 'fastify';
import { lazyApp } from '../../web/http/lazy-app.ts';
import type { SiteLog } from '../../web/http/site-log.ts';
import type { IdpContext } from '../context.ts';

/** Serves Microsoft Graph, which most labs never need, from the first request on. */
export function lazyGraph(
  app: FastifyInstance,
  { context, log }: { context: IdpContext; log?: SiteLog | undefined },
): void {
  lazyApp(
    app,
    ['/v1.0', '/beta'],
    async () => {
      const { graphApp } = await import('./graph-app.ts');
      return graphApp(context, log);
    },
    ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
  );
}
