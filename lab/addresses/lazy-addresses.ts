import type { FastifyInstance } from 'fastify';
import { lazyApp } from '../../web/http/lazy-app.ts';
import { type LabSite, labApp } from '../lab-app.ts';
import type { KnownAddresses } from './addresses.ts';
import { CA_PATH } from './ca-path.ts';

/** Serves `/addresses` and `/ca.pem` from the first visit on. @param known called for each visit */
export function lazyAddresses(
  app: FastifyInstance,
  site: LabSite,
  known: () => KnownAddresses,
): void {
  lazyApp(app, ['/addresses', CA_PATH], async () => {
    const { AddressesPage } = await import('./addresses-page.tsx');
    const pages = await labApp(site);
    pages.get('/addresses', (_request, reply) => reply.page(AddressesPage(known())));
    pages.get(CA_PATH, (_request, reply) => {
      const { ca, tls } = known();
      reply.header('cache-control', 'no-store');
      if (ca === undefined)
        return reply
          .code(404)
          .type('text/plain; charset=utf-8')
          .send(`${noAuthority(tls)}\n`);
      return reply
        .type('application/x-pem-file')
        .header('content-disposition', 'attachment; filename="samlab-ca.pem"')
        .send(ca);
    });
    await pages.ready();
    return pages;
  });
}

const noAuthority = (tls: boolean): string =>
  tls
    ? 'This lab has no certificate authority: its certificate is one of yours. Trust the authority that made it.'
    : 'This lab has no certificate authority, as it speaks http. Start it with --https.';
