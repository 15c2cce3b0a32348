import type { FastifyInstance } from 'fastify';
import type { LabShown } from '../../web/components/lab-around.tsx';
import { lazyApp } from '../../web/http/lazy-app.ts';
import type { SiteLog } from '../../web/http/site-log.ts';

/** Serves `/lint` from the first visit on, as `/explain`. */
export function lazyLint(
  app: FastifyInstance,
  {
    log,
    clock,
    shown,
  }: {
    readonly log?: SiteLog | undefined;
    readonly clock: () => Date;
    readonly shown?: LabShown | undefined;
  },
): void {
  lazyApp(app, ['/lint'], async () => {
    const { lintApp } = await import('./app.tsx');
    return lintApp({ log, clock, shown });
  });
}
