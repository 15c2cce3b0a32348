import type { FastifyInstance } from 'fastify';
import { lazyApp } from '../../web/http/lazy-app.ts';
import { type LabSite, labApp } from '../lab-app.ts';
import type { KnownAddresses } from './addresses.ts';

/** Serves `/addresses` from the first visit on. @param known called for each visit */
export function lazyAddresses(
  app: FastifyInstance,
  site: LabSite,
  known: () => KnownAddresses,
): void {
  lazyApp(app, ['/addresses'], async () => {
    const { AddressesPage } = await import('./addresses-page.tsx');
    const pages = await labApp(site);
    pages.get('/addresses', (_request, reply) => reply.page(AddressesPage(known())));
    await pages.ready();
    return pages;
  });
}
