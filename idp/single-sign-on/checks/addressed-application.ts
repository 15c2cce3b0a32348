import {
  applicationById,
  type SignInApplication,
} from '../../directory/sign-in/sign-in-applications.ts';
import type { Database } from '../../directory/tables.ts';
import { aadsts } from '../../errors.ts';
import { noSuchApplication } from './one-application.ts';

/**
 * `/{tenant}/saml2/{id}` names one of several applications that share an Issuer, by the id of its servicePrincipal (entra-saml.md 1.1).
 *
 * @param tenantId GUID, or `common`
 * @throws {IdpError} 700016 when the tenant has no such application
 */
export async function checkAddressedApplication(
  db: Database,
  servicePrincipalId: string,
  tenantId: string,
): Promise<SignInApplication> {
  const found = await applicationById(db, servicePrincipalId.toLowerCase());
  if (!found || (tenantId !== 'common' && found.tenantId !== tenantId))
    throw await noSuchApplication(db, servicePrincipalId, tenantId);
  return found;
}

/**
 * An address with the id of a servicePrincipal overrides the Issuer, which a signed request must not have done to it: it is refused even if its
 * signature is valid (entra-saml.md 1.1). With which code is not documented.
 *
 * @param servicePrincipalId of the address, if it has one
 * @throws {IdpError} 76023
 */
export function checkNotAddressed(
  { isSignedRequestRequired }: Pick<SignInApplication, 'isSignedRequestRequired'>,
  servicePrincipalId: string | undefined,
): void {
  if (!isSignedRequestRequired || servicePrincipalId === undefined) return;
  throw aadsts(
    76023,
    {},
    {
      cause:
        'The address names the application by the id of its servicePrincipal, which Entra refuses for signed requests, even if the signature is valid.',
      advice: 'Send the request to /{tenant}/saml2, without an id.',
    },
  );
}
