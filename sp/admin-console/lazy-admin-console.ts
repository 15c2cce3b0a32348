import type { FastifyInstance } from 'fastify';
import { lazyApp } from '../../web/http/lazy-app.ts';
import type { SiteOptions } from '../site-app.ts';
import type { AdminConsoleOptions } from './options.ts';

/** Loads the console at the first visit; its parser of uploads also makes Node load its fetch, which stays in memory. */
export function lazyAdminConsole(
  app: FastifyInstance,
  options: SiteOptions & AdminConsoleOptions,
): void {
  lazyApp(app, ['/admin'], async () => {
    const { adminConsoleApp } = await import('./routes.ts');
    return adminConsoleApp(options);
  });
}
