import { aadsts } from '../../errors.ts';

/**
 * A hint at the user and the id of a session name two users (entra-saml.md 1.5).
 *
 * @throws {IdpError} 90005 when both are sent
 */
export function checkLoginHint(loginHint: string | undefined, sessionId: string | undefined): void {
  if (loginHint && sessionId) throw aadsts(90005, {});
}
