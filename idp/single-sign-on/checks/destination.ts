import type { AuthnRequest } from '../../../saml/authn-request.ts';
import type { SignInApplication } from '../../directory/sign-in/sign-in-applications.ts';
import { aadsts } from '../../errors.ts';

/**
 * Entra ignores Destination, yet has an error for it (entra-saml.md 1.2): a setting of the tenant.
 *
 * @param address that the request was sent to, without a query
 * @throws {IdpError} 75008
 */
export function checkDestination(
  { checksDestination }: SignInApplication,
  { destination }: AuthnRequest,
  address: string,
): void {
  if (!checksDestination || destination === undefined || normal(destination) === normal(address))
    return;
  throw aadsts(75008, { destination }, { cause: `The request was sent to ${address}.` });
}

/** Paths match in any letter case, like those of Entra. */
const normal = (address: string) => URL.parse(address)?.href.toLowerCase();
