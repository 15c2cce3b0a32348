import type { FastifyRequest } from 'fastify';
import type { CheckRun } from '../checking/check-run.ts';
import { binding } from './checks/transport.ts';

const expected = 'application/x-www-form-urlencoded with one field SAMLResponse';

/**
 * The fields of the HTTP-POST binding (SAML Bindings 3.5.4). A repeated RelayState is ignored; the sign-in does not need it.
 *
 * @throws {SpError} `binding` for another content type, and for a missing or repeated SAMLResponse
 */
export function readForm(
  request: FastifyRequest,
  run: CheckRun,
): { samlResponse: string; relayState: string | undefined } {
  const contentType = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (contentType !== 'application/x-www-form-urlencoded')
    return run.refuse(binding, { expected, found: contentType ?? 'no content type', status: 415 });
  const body = (request.body ?? {}) as Record<string, string | string[] | undefined>;
  const { SAMLResponse: samlResponse, RelayState: relayState } = body;
  if (Array.isArray(samlResponse))
    return run.refuse(binding, {
      expected,
      found: `${samlResponse.length} fields SAMLResponse`,
      status: 400,
    });
  if (samlResponse === undefined)
    return run.refuse(binding, { expected, found: 'no field SAMLResponse', status: 400 });
  run.pass(binding, { expected, found: 'one field SAMLResponse' });
  return { samlResponse, relayState: typeof relayState === 'string' ? relayState : undefined };
}
