import fastify, { type FastifyInstance } from 'fastify';
import { fastifyOptions } from '../../../web/http/fastify-options.ts';
import { logRequests } from '../../../web/http/log-requests.ts';
import { refuseUnreadable } from '../../../web/http/readable-address.ts';
import { loggingTo } from '../../../web/http/site-log.ts';
import { serverOptions } from '../../../web/http/site-server.ts';
import { MAX_BODY } from '../limits.ts';
import { SCIM_PATH, type ScimOptions } from './options.ts';
import { scim } from './plugin.ts';

/**
 * SCIM as a separate HTTP application; see `lazy-scim.ts`. It reads bodies, answers errors and logs in its own way, so it shares nothing with the pages.
 */
export async function scimApp(options: ScimOptions): Promise<FastifyInstance> {
  const { log, server } = options;
  const app = fastify({
    ...fastifyOptions,
    ...serverOptions(server),
    ...loggingTo(log),
    bodyLimit: MAX_BODY,
    routerOptions: {
      ...fastifyOptions.routerOptions,
      ignoreTrailingSlash: true,
      ignoreDuplicateSlashes: true,
    },
  });
  logRequests(app, { messages: false });
  refuseUnreadable(app);
  await app.register(scim, { ...options, prefix: SCIM_PATH });
  await app.ready();
  return app;
}
