import {
  applicationsByIdentifier,
  type SignInApplication,
} from '../../directory/sign-in/sign-in-applications.ts';
import type { Database } from '../../directory/tables.ts';
import { checkOneApplication } from './one-application.ts';

/**
 * The Issuer must be an Identifier of an application of this tenant, exactly (entra-saml.md 1.2); it is assumed that letter case counts.
 *
 * @param tenantId GUID; `common` means the one tenant that has the Identifier
 * @throws {IdpError} 700016 when there is no such application
 * @throws {IdpError} 50194 when several tenants have it
 */
export async function checkIssuer(
  db: Database,
  issuer: string,
  tenantId: string,
): Promise<SignInApplication> {
  return checkOneApplication(
    db,
    await applicationsByIdentifier(db, issuer, tenantId),
    issuer,
    tenantId,
  );
}
