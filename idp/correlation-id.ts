import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

const known = new WeakMap<FastifyRequest, string>();

/** The id that ties the error page, the message to the service provider and the sign-in log together (entra-admin.md 6). */
export function correlationIdOf(request: FastifyRequest): string {
  const id = known.get(request) ?? randomUUID();
  known.set(request, id);
  return id;
}

/** Continues the id of the request that began this sign-in, stored while the sign-in pages were shown. */
export function continueCorrelation(request: FastifyRequest, id: string | undefined): void {
  if (id !== undefined) known.set(request, id);
}
