import { isGranted } from '../../directory/sign-in/access.ts';
import type { SessionUser } from '../../directory/sign-in/browser-sessions.ts';
import type { SignInApplication } from '../../directory/sign-in/sign-in-applications.ts';
import type { Database } from '../../directory/tables.ts';
import { aadsts } from '../../errors.ts';

/**
 * "Assignment required?" = Yes admits assigned users and Global Administrators only (entra-saml.md 9.6).
 *
 * @throws {IdpError} 50105
 */
export async function checkAssignment(
  db: Database,
  application: SignInApplication,
  user: SessionUser,
): Promise<void> {
  const { appRoleAssignmentRequired, servicePrincipalId, appId, displayName } = application;
  if (!appRoleAssignmentRequired || (await isGranted(db, user.id, servicePrincipalId))) return;
  throw aadsts(50105, { appId, appName: displayName, user: user.userPrincipalName });
}
