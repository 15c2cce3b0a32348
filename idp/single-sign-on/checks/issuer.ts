import type {
  SignInApplication,
  SignInApplications,
} from '../../directory/sign-in-applications.ts';
import { aadsts } from '../../errors.ts';

/**
 * The Issuer must be an Identifier of an application of this tenant, letter by letter (entra-saml.md 1.2).
 *
 * @param tenantId GUID; with `common` the one tenant that knows the Identifier is meant.
 * @throws {IdpError} 700016; 50194 when several tenants know it
 */
export async function checkIssuer(
  applications: SignInApplications,
  issuer: string,
  tenantId: string,
): Promise<SignInApplication> {
  const [application, ...others] = await applications.withIdentifier(issuer, tenantId);
  if (!application) throw aadsts(700016, { identifier: issuer, tenant: tenantId });
  if (others.length > 0)
    throw aadsts(50194, { appId: application.appId, appName: application.displayName });
  return application;
}
