import type { AuthnRequest } from '../../../saml/authn-request.ts';
import { aadsts } from '../../errors.ts';

/**
 * Entra supports only `exact` (entra-saml.md 1.4).
 *
 * @throws {IdpError} 900235
 */
export function checkAuthnContextComparison({ requestedAuthnContext }: AuthnRequest): void {
  const comparison = requestedAuthnContext?.comparison ?? 'exact';
  if (comparison !== 'exact') throw aadsts(900235, { comparison });
}
