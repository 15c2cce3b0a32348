import type { FastifyRequest } from 'fastify';
import type { IdpContext } from '../context.ts';
import type { GraphPermission } from '../directory/applications/graph-permissions.ts';
import { cloudOf } from '../directory/tenants/tenants.ts';
import {
  type AccessTokenClaims,
  type TokenFault,
  verifyAccessToken,
} from '../oauth2/access-token.ts';
import { graphAudiences } from '../oauth2/resources.ts';
import { GraphError } from './graph-error.ts';

/** Graph's words, as public reports have them. */
const faults: Readonly<Record<TokenFault, string>> = {
  malformed: 'CompactToken parsing failed with error code: 80049217',
  signature: 'Access token validation failure. Invalid signature.',
  audience: 'Access token validation failure. Invalid audience.',
  not_yet_valid: 'Lifetime validation failed, the token is not yet valid.',
  expired: 'Lifetime validation failed, the token is expired.',
};

/**
 * Verifies the bearer token of a request (RFC 6750 2.1).
 *
 * @throws {GraphError} 401 `InvalidAuthenticationToken` when there is none, or it is not accepted
 */
export async function authenticate(
  context: IdpContext,
  request: FastifyRequest,
): Promise<AccessTokenClaims> {
  const { authorization = '' } = request.headers;
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  if (token === undefined)
    throw new GraphError(401, 'InvalidAuthenticationToken', 'Access token is empty.');
  // The tenant of the token decides which cloud's Graph this is; until it is verified, both are possible.
  const every = [...graphAudiences('global'), ...graphAudiences('usGovernment')];
  const claims = await verifyAccessToken(context, token, every);
  if (typeof claims === 'string')
    throw new GraphError(401, 'InvalidAuthenticationToken', faults[claims]);
  const cloud = await cloudOf(context.db, claims.tid);
  if (!graphAudiences(cloud).includes(claims.aud))
    throw new GraphError(401, 'InvalidAuthenticationToken', faults.audience);
  return claims;
}

/**
 * @param permissions one of which is enough
 * @throws {GraphError} 403 when the token has none of them
 */
export function requirePermission(
  { roles = [] }: AccessTokenClaims,
  permissions: readonly GraphPermission[],
): void {
  if (permissions.some((one) => roles.includes(one))) return;
  const list = permissions.join(' or ');
  throw new GraphError(
    403,
    'Authorization_RequestDenied',
    `Insufficient privileges to complete the operation. The application needs the permission ${list}.`,
  );
}
