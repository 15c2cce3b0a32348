import type { FastifyInstance } from 'fastify';
import { lazyApp } from '../../web/http/lazy-app.ts';
import { type LabSite, labApp } from '../lab-app.ts';
import type { ExchangeRoutesOptions } from './routes.tsx';

/** Serves the pages of the exchanges, which a test run never opens, from the first visit on. */
export function lazyExchanges(
  app: FastifyInstance,
  options: ExchangeRoutesOptions,
  site: LabSite,
): void {
  lazyApp(app, ['/exchanges', '/api/exchanges'], async () => {
    const { exchangeRoutes } = await import('./routes.tsx');
    const pages = await labApp(site);
    await pages.register(exchangeRoutes, options);
    await pages.ready();
    return pages;
  });
}
