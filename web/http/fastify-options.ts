import { randomUUID } from 'node:crypto';
import type { FastifyServerOptions } from 'fastify';

/**
 * What every site is built with. Requests are told apart by GUIDs: Fastify's own `req-1` begins anew with each start, and error
 * pages of two days could not be told apart in a log.
 *
 * Fastify loads and builds a schema compiler at start, a seventh of a cold start. No route here has a schema: messages are
 * judged by checks that answer in the words of SAML, so a route that declares one is a mistake.
 */
export const inHouse: Pick<FastifyServerOptions, 'schemaController' | 'genReqId'> = {
  genReqId: () => randomUUID(),
  schemaController: {
    compilersFactory: { buildValidator: refuse, buildSerializer: refuse },
  },
};

function refuse(): never {
  throw new TypeError('Routes have no schemas here: read and check the parameters in the handler.');
}
