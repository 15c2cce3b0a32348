import type { FastifyInstance } from 'fastify';
import { lazyApp } from '../../web/http/lazy-app.ts';
import type { LabSite } from '../lab-app.ts';

/** Serves `/lint` from the first visit on, as `/explain`. */
export function lazyLint(
  app: FastifyInstance,
  options: LabSite & { readonly clock: () => Date },
): void {
  lazyApp(app, ['/lint'], async () => {
    const { lintApp } = await import('./app.tsx');
    return lintApp(options);
  });
}
