import {
  type RegisteredName,
  registeredNames,
  type SignInApplication,
} from '../../directory/sign-in/sign-in-applications.ts';
import type { Database } from '../../directory/tables.ts';
import { requestChecksOf } from '../../directory/tenants/request-checks.ts';
import { findTenant } from '../../directory/tenants/tenants.ts';
import { aadsts, type ErrorDetails, type IdpError } from '../../errors.ts';
import { nearMiss } from '../near-miss.ts';

/**
 * An identifier must name exactly one application of one tenant.
 *
 * @param found the applications with this identifier in the tenant, or in all tenants for `common`
 * @param tenantId GUID, or `common`
 * @throws {IdpError} 700016, or 650056 if the tenant is set to it, when there is no such application
 * @throws {IdpError} 50194 when several tenants have it
 */
export async function checkOneApplication(
  db: Database,
  found: readonly SignInApplication[],
  identifier: string,
  tenantId: string,
): Promise<SignInApplication> {
  const [application, ...others] = found;
  if (!application)
    throw await unknownIssuer(db, identifier, tenantId, await similar(db, identifier, tenantId));
  if (others.length > 0)
    throw aadsts(50194, { appId: application.appId, appName: application.displayName });
  return application;
}

/** 650056 is met for the same mistake (entra-saml.md 10.3), if the tenant is set to it. */
async function unknownIssuer(
  db: Database,
  identifier: string,
  tenantId: string,
  details: ErrorDetails,
): Promise<IdpError> {
  const { unknownIssuerCode } = await requestChecksOf(db, tenantId);
  return unknownIssuerCode === 650056
    ? aadsts(650056, { identifier }, details)
    : unknownApplication(db, identifier, tenantId, details);
}

/** 700016, which names the directory as people know it (entra-saml.md 10.3). */
export async function unknownApplication(
  db: Database,
  identifier: string,
  tenantId: string,
  details: ErrorDetails = {},
): Promise<IdpError> {
  const tenant = (await findTenant(db, tenantId))?.displayName ?? tenantId;
  return aadsts(700016, { identifier, tenant }, details);
}

/** 700016 for an address that names the application, where the usual advice about the Issuer would mislead. */
export function noSuchApplication(
  db: Database,
  identifier: string,
  tenantId: string,
): Promise<IdpError> {
  const advice =
    'This tenant has no such application: the address names one that was not added yet, or was deleted. Add it in the admin center under Enterprise apps, New application; the tutorial calls that "Add Peakon from the gallery".';
  return unknownApplication(db, identifier, tenantId, { advice });
}

/** A registered Identifier that differs only in what readers overlook is named first, with the page where it is set. */
async function similar(db: Database, identifier: string, tenantId: string): Promise<ErrorDetails> {
  for (const one of await registeredNames(db, tenantId)) {
    const difference = nearMiss(identifier, one.name);
    if (difference !== undefined) return nearIdentifier(one, difference);
  }
  return {};
}

const nearIdentifier = (
  { name, displayName, servicePrincipalId }: RegisteredName,
  difference: string,
): ErrorDetails => ({
  cause: `The Issuer of the request differs from ${name}, an Identifier of ${displayName}, only in ${difference}.`,
  advice:
    'They are compared exactly: change the Issuer at the application, or add this spelling as an Identifier under Basic SAML Configuration.',
  setting: basicSettings(servicePrincipalId, displayName),
});

/** Where Identifiers and Reply URLs of an application are set. */
export const basicSettings = (servicePrincipalId: string, displayName: string) => ({
  href: `/admin/apps/${servicePrincipalId}/single-sign-on/basic`,
  label: `Basic SAML Configuration of ${displayName}`,
});
