import type { FastifyInstance } from 'fastify';
import { lazyApp } from '../../web/http/lazy-app.ts';
import type { ScimOptions } from './http/options.ts';

/** Loads the SCIM server at the first request: most labs never get one. */
export function lazyScim(app: FastifyInstance, options: ScimOptions): void {
  lazyApp(
    app,
    ['/scim/v2'],
    async () => {
      const { scimApp } = await import('./http/scim-app.ts');
      return scimApp(options);
    },
    ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
  );
}
