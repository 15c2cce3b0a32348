import { randomUUID } from 'node:crypto';
import type { Server, ServerOptions } from 'node:http';
import { type FastifyHttpOptions, LogController } from 'fastify';
import { LONGEST_FOR_ROUTER, readableAddress } from './readable-address.ts';

/** In ms: a client gets 10 s for the head of a request, 30 s for all of it. Node's own limits are 60 s and 300 s, looked at every 30 s. */
export const httpLimits = {
  headersTimeout: 10_000,
  connectionsCheckingInterval: 2000,
} satisfies ServerOptions;

/**
 * The options that every site passes to Fastify. Request ids are GUIDs: Fastify's default `req-1` starts over with each start, so one id
 * could match several requests in a log.
 *
 * Fastify loads and builds a schema compiler at start, which takes a seventh of a cold start. Routes here have no schemas, because the
 * checks answer in terms of SAML; a route that declares one is a mistake.
 */
export const fastifyOptions = {
  requestTimeout: 30_000,
  http: httpLimits,
  genReqId: () => randomUUID(),
  // `logRequests` writes one line for each request, where Fastify would write two.
  logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
  rewriteUrl: (request) => readableAddress(request),
  routerOptions: { maxParamLength: LONGEST_FOR_ROUTER },
  schemaController: {
    compilersFactory: { buildValidator: refuse, buildSerializer: refuse },
  },
} satisfies FastifyHttpOptions<Server>;

function refuse(): never {
  throw new TypeError('Routes must not declare schemas here: check the parameters in the handler.');
}
