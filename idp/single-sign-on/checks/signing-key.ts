import type { ActiveKey, SignInApplication } from '../../directory/sign-in/sign-in-applications.ts';
import { aadsts } from '../../errors.ts';

/**
 * Without a certificate nothing can be signed. An expired one goes on signing (entra-saml.md 6).
 *
 * @returns the active key.
 * @throws {IdpError} 50003
 */
export function checkSigningKey({ activeKey }: SignInApplication): ActiveKey {
  if (!activeKey) throw aadsts(50003, {});
  return activeKey;
}
