import {
  applicationById,
  type SignInApplication,
} from '../../directory/sign-in/sign-in-applications.ts';
import type { Database } from '../../directory/tables.ts';
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
