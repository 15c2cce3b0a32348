import { signingKeyAt } from '../../directory/applications/key-credentials.ts';
import type { ActiveKey, SignInApplication } from '../../directory/sign-in/sign-in-applications.ts';
import type { Database } from '../../directory/tables.ts';
import { aadsts } from '../../errors.ts';

/**
 * Signing needs a certificate. One that Entra made still signs when it has expired (entra-saml.md 6).
 *
 * @returns the active key
 * @throws {IdpError} 50003
 */
export function checkSigningKey({ activeKey }: SignInApplication): ActiveKey {
  if (!activeKey) throw aadsts(50003, {});
  return activeKey;
}

/**
 * A key of one's own must be valid now (reference-error-codes.md, 50146; entra-saml.md 6). That this is about imported certificates, and that
 * another valid certificate is used in place of an expired one here too, is assumed.
 *
 * @throws {IdpError} 50146
 */
export async function checkCustomKey(
  db: Database,
  { servicePrincipalId, appId, displayName }: SignInApplication,
  activeKey: ActiveKey,
  now: Date,
): Promise<void> {
  const { keyId, notBefore, notAfter, isCustom } = activeKey;
  const instant = now.toISOString();
  if (!isCustom || (notBefore <= instant && instant < notAfter)) return;
  if ((await signingKeyAt(db, servicePrincipalId, activeKey, now)) !== keyId) return;
  throw aadsts(50146, { appId, appName: displayName });
}
