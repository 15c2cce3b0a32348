import Fastify, { type FastifyInstance } from 'fastify';
import type { LabShown } from '../../web/components/lab-around.tsx';
import { registerCsrf } from '../../web/http/csrf.ts';
import { fastifyOptions } from '../../web/http/fastify-options.ts';
import { lazyApp } from '../../web/http/lazy-app.ts';
import { webPlugin } from '../../web/http/plugin.ts';
import { loggingTo, type SiteLog } from '../../web/http/site-log.ts';
import { labCsrfCookie } from '../csrf-cookie.ts';
import type { ExchangeRoutesOptions } from './routes.tsx';

/** Serves the pages of the exchanges, which a test run never opens, from the first visit on. */
export function lazyExchanges(
  site: FastifyInstance,
  options: ExchangeRoutesOptions,
  { log, shown }: { readonly log?: SiteLog | undefined; readonly shown: LabShown },
): void {
  lazyApp(site, ['/exchanges', '/api/exchanges'], async () => {
    const { exchangeRoutes } = await import('./routes.tsx');
    const app = Fastify({ ...fastifyOptions, ...loggingTo(log) });
    await app.register(webPlugin, {
      formAction: 'self',
      bodyLimit: 1024,
      site: 'lab',
      siteName: 'samlab',
      lab: shown,
    });
    await registerCsrf(app, { cookieName: labCsrfCookie });
    await app.register(exchangeRoutes, options);
    await app.ready();
    return app;
  });
}
