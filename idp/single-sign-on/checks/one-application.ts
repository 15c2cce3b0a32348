import type { SignInApplication } from '../../directory/sign-in/sign-in-applications.ts';
import { aadsts } from '../../errors.ts';

/**
 * Whoever asks must mean one application of one tenant.
 *
 * @param found what has the identifier, in the tenant or, with `common`, in all of them.
 * @throws {IdpError} 700016 for none; 50194 when several tenants have it
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
