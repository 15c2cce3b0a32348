import type { ActiveKey, SignInApplication } from '../../directory/sign-in/sign-in-applications.ts';
import { aadsts } from '../../errors.ts';

/**
 * Signing needs a certificate. An expired certificate still signs (entra-saml.md 6).
 *
 * @returns the active key
 * @throws {IdpError} 50003
 */
export function checkSigningKey({ activeKey }: SignInApplication): ActiveKey {
  if (!activeKey) throw aadsts(50003, {});
  return activeKey;
}
