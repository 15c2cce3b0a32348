import {
  applicationsByIdentifier,
  type SignInApplication,
} from '../../directory/sign-in/sign-in-applications.ts';
import type { Database } from '../../directory/tables.ts';
import { checkOneApplication } from './one-application.ts';

/**
 * The Issuer must be an Identifier of an application of this tenant, exactly (entra-saml.md 1.2); that letter case counts is assumed.
 *
 * @param tenantId GUID; with `common` the one tenant that knows the Identifier is meant.
 * @throws {IdpError} 700016; 50194 when several tenants know it
 */
export async function checkIssuer(
  db: Database,
  issuer: string,
  tenantId: string,
): Promise<SignInApplication> {
  return checkOneApplication(
    await applicationsByIdentifier(db, issuer, tenantId),
    issuer,
    tenantId,
  );
}
