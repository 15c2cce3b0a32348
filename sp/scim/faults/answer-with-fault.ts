import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ProvisioningFault } from '../../administration/provisioning-faults.ts';
import { ScimError } from '../scim-error.ts';

/** Entra waits 60 seconds (scim.md a.1). */
export const longerThanEntraWaits = (): Promise<void> => delay(61_000, undefined, { ref: false });

/** What an edge in front of a server answers to a request that it takes for a robot's (scim.md a.1). */
const EDGE_PAGE =
  '<!doctype html><html><head><title>403 Forbidden</title></head><body><h1>Forbidden</h1><p>Requests without a User-Agent are blocked.</p></body></html>';

/**
 * The faults of a server as a whole; those of its answers are where the answers are made.
 *
 * @returns true when the fault has answered
 * @throws {ScimError} 429 without Retry-After
 */
export async function answerWithFault(
  faults: ReadonlySet<ProvisioningFault>,
  request: FastifyRequest,
  reply: FastifyReply,
  slowness: () => Promise<unknown>,
): Promise<boolean> {
  if (faults.has('slow')) await slowness();
  if (faults.has('html_forbidden') && (request.headers['user-agent'] ?? '') === '') {
    reply.code(403).type('text/html; charset=utf-8').send(EDGE_PAGE);
    return true;
  }
  if (faults.has('too_many_requests'))
    throw new ScimError(429, 'Too many requests. (Switched on: this server makes a fault.)');
  return false;
}
