import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyInstance {
    newCorrelationId(): string;
  }
}

const known = new WeakMap<FastifyRequest, string>();

/** The id that ties the error page, the message to the service provider and the sign-in log together (entra-admin.md 6). */
export function correlationIdOf(request: FastifyRequest): string {
  const id = known.get(request) ?? request.server.newCorrelationId();
  known.set(request, id);
  return id;
}

/** Continues the id of the request that began this sign-in, stored while the sign-in pages were shown. */
export function continueCorrelation(request: FastifyRequest, id: string | undefined): void {
  if (id !== undefined) known.set(request, id);
}
