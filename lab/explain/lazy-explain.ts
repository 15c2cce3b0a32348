import type { FastifyInstance } from 'fastify';
import { lazyApp } from '../../web/http/lazy-app.ts';
import type { LabSite } from '../lab-app.ts';

/** Serves `/explain`, which brings both sites' checks and the catalogue, from the first visit on. */
export function lazyExplain(app: FastifyInstance, site: LabSite): void {
  lazyApp(app, ['/explain'], async () => {
    const { explainApp } = await import('./app.tsx');
    return explainApp(site);
  });
}
