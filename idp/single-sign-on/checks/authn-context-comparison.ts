import type { AuthnRequest } from '../../../saml/authn-request.ts';
import { aadsts } from '../../errors.ts';

/**
 * Entra supports only `exact` (entra-saml.md 1.4).
 *
 * @throws {IdpError} 900235
 */
export function checkAuthnContextComparison({ requestedAuthnContext }: AuthnRequest): void {
  const comparison = requestedAuthnContext?.comparison ?? 'exact';
  if (comparison !== 'exact') throw aadsts(900235, { comparison: inEnumCase(comparison) });
}

/** Entra prints the value as its own enumeration spells it: `Minimum` (entra-saml.md 10.3). */
const inEnumCase = (value: string) => value.slice(0, 1).toUpperCase() + value.slice(1);
