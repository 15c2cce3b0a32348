import type { FastifyInstance } from 'fastify';
import { lazyApp } from '../../web/http/lazy-app.ts';
import type { SiteLog } from '../../web/http/site-log.ts';
import type { IdpContext } from '../context.ts';

/** Loads the admin center at the first visit: it is half of the identity provider's code. */
export function lazyAdminCenter(
  app: FastifyInstance,
  { context, log }: { context: IdpContext; log?: SiteLog | undefined },
): void {
  lazyApp(app, ['/admin'], async () => {
    const { adminCenterApp } = await import('./routes.ts');
    return adminCenterApp(context, log);
  });
}
