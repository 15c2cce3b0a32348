import type { SessionUser } from '../../directory/sign-in/browser-sessions.ts';
import type { SignInApplication } from '../../directory/sign-in/sign-in-applications.ts';
import type { Database } from '../../directory/tables.ts';
import { findTenant } from '../../directory/tenants/tenants.ts';
import { signInNameOf } from '../../directory/users/guests.ts';
import { aadsts, type IdpError } from '../../errors.ts';
import { identityProviderOf } from '../../response/identity-provider.ts';

/**
 * The error for an account of another tenant: Entra does not offer the sign-in page instead (entra-saml.md 8).
 *
 * @param code 50020 on a page; 16000 where no page may be shown
 */
export async function foreignAccount(
  db: Database,
  code: 16000 | 50020,
  user: SessionUser,
  { tenantId, appId, displayName }: SignInApplication,
): Promise<IdpError> {
  const tenant = (await findTenant(db, tenantId))?.displayName ?? tenantId;
  return aadsts(
    code,
    {
      user: await signInNameOf(db, user),
      identityProvider: identityProviderOf(user),
      tenant,
      appId,
      appName: displayName,
    },
    { back: { href: '/common/oauth2/logout', label: 'Sign out' } },
  );
}
