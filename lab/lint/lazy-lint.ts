import type { FastifyInstance } from 'fastify';
import { lazyApp } from '../../web/http/lazy-app.ts';
import type { SiteLog } from '../../web/http/site-log.ts';

/** Serves `/lint` from the first visit on, as `/explain`. */
export function lazyLint(
  app: FastifyInstance,
  { log, clock }: { readonly log?: SiteLog | undefined; readonly clock: () => Date },
): void {
  lazyApp(app, ['/lint'], async () => {
    const { lintApp } = await import('./app.tsx');
    return lintApp({ log, clock });
  });
}
