import { randomUUID } from 'node:crypto';
import type { FastifyServerOptions } from 'fastify';

/**
 * The options that every site passes to Fastify. Request ids are GUIDs: Fastify's default `req-1` starts over with each start, so one id
 * could match several requests in a log.
 *
 * Fastify loads and builds a schema compiler at start, which takes a seventh of a cold start. Routes here have no schemas, because the
 * checks answer in terms of SAML; a route that declares one is a mistake.
 */
export const fastifyOptions: Pick<FastifyServerOptions, 'schemaController' | 'genReqId'> = {
  genReqId: () => randomUUID(),
  schemaController: {
    compilersFactory: { buildValidator: refuse, buildSerializer: refuse },
  },
};

function refuse(): never {
  throw new TypeError('Routes must not declare schemas here: check the parameters in the handler.');
}
