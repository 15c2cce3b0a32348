import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SiteLog } from '../../web/http/site-log.ts';
import type { IdpContext } from '../context.ts';
import { synchronization } from '../provisioning/graph/routes.ts';
import { siteApp } from '../site-app.ts';
import { clientRequestIdOf, describeGraphError, GraphError } from './graph-error.ts';
import { type GraphVersion, graphRoutes } from './graph-routes.ts';
import { servicePrincipals } from './service-principals.ts';

/** In bytes; a whole synchronizationSchema has about 100 KiB. */
const MAX_BODY = 1024 * 1024;

/** Microsoft Graph as a separate HTTP application; see `lazy-graph.ts`. */
export async function graphApp(
  context: IdpContext,
  log: SiteLog | undefined,
): Promise<FastifyInstance> {
  const app = await siteApp({ context, log });
  for (const version of ['v1.0', 'beta'] as const)
    await app.register(graph, { context, version, prefix: `/${version}` });
  await app.ready();
  return app;
}

async function graph(
  app: FastifyInstance,
  { context, version }: { context: IdpContext; version: GraphVersion },
): Promise<void> {
  readJson(app);
  app.addHook('onRequest', (request, reply, done) => {
    reply
      .header('request-id', request.id)
      .header('client-request-id', clientRequestIdOf(request))
      .header('odata-version', '4.0')
      .header('cache-control', 'no-cache');
    done();
  });
  app.setErrorHandler((error, request, reply) => answerError(context, error, request, reply));
  app.setNotFoundHandler((request) => {
    const segment = request.url.split('?', 1)[0]?.split('/').at(-1) ?? '';
    throw new GraphError(
      400,
      'BadRequest',
      `Resource not found for the segment '${segment.slice(0, 80)}'. This Microsoft Graph knows what provisioning needs only; ${request.method} of this address is no part of it.`,
    );
  });
  const routes = graphRoutes(app, context, version);
  servicePrincipals(routes);
  synchronization(routes, version);
}

function answerError(
  { clock }: IdpContext,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { status, retryAfter, envelope } = describeGraphError(error, request, clock());
  if (status >= 500) request.log.error({ err: error, status }, envelope.error.message);
  else request.log.info({ status, code: envelope.error.code }, envelope.error.message);
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  return reply.code(status).send(envelope);
}

function readJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: MAX_BODY },
    async (_request: FastifyRequest, body: string): Promise<unknown> => {
      try {
        return body === '' ? undefined : (JSON.parse(body) as unknown);
      } catch {
        throw new GraphError(
          400,
          'BadRequest',
          'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
        );
      }
    },
  );
}
