import type { SignInApplication } from '../../directory/sign-in/sign-in-applications.ts';
import { aadsts } from '../../errors.ts';

/**
 * "Enabled for users to sign in?" = No blocks every user (entra-saml.md 9.6).
 *
 * @throws {IdpError} 7000112
 */
export function checkApplicationEnabled(application: SignInApplication): void {
  const { accountEnabled, appId, displayName } = application;
  if (!accountEnabled) throw aadsts(7000112, { appId, appName: displayName });
}
