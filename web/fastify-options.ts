import type { FastifyServerOptions } from 'fastify';

/**
 * Fastify loads and builds a schema compiler at start, a seventh of a cold start. No route here has a schema: messages are
 * judged by checks that answer in the words of SAML, so a route that declares one is a mistake.
 */
export const withoutSchemas: Pick<FastifyServerOptions, 'schemaController'> = {
  schemaController: {
    compilersFactory: { buildValidator: refuse, buildSerializer: refuse },
  },
};

function refuse(): never {
  throw new TypeError('Routes have no schemas here: read and check the parameters in the handler.');
}
