import type { SignInApplication } from '../../directory/sign-in/sign-in-applications.ts';
import { aadsts, type IdpError } from '../../errors.ts';

/**
 * An identifier must name exactly one application of one tenant.
 *
 * @param found the applications with this identifier in the tenant, or in all tenants for `common`
 * @throws {IdpError} 700016 when there is no such application
 * @throws {IdpError} 50194 when several tenants have it
 */
export function checkOneApplication(
  found: readonly SignInApplication[],
  identifier: string,
  tenant: string,
): SignInApplication {
  const [application, ...others] = found;
  if (!application) throw aadsts(700016, { identifier, tenant });
  if (others.length > 0)
    throw aadsts(50194, { appId: application.appId, appName: application.displayName });
  return application;
}

/** 700016 for an address that names the application, where the usual advice about the Issuer would mislead. */
export function noSuchApplication(identifier: string, tenant: string): IdpError {
  const advice =
    'This tenant has no such application: the address names one that was not added yet, or was deleted. Add it in the admin center under Enterprise apps, New application; the tutorial calls that "Add Peakon from the gallery".';
  return aadsts(700016, { identifier, tenant }, { advice });
}
