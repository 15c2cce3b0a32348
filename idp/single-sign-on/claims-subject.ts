import { transitiveGroupIds } from '../directory/groups/transitive-groups.ts';
import type { SessionUser } from '../directory/sign-in/browser-sessions.ts';
import { membershipsFor } from '../directory/sign-in/memberships.ts';
import type { SignInApplication } from '../directory/sign-in/sign-in-applications.ts';
import type { Database } from '../directory/tables.ts';
import type { ClaimSource } from '../response/claims.ts';
import { dependsOnGroups } from '../response/claims-configuration.ts';

/**
 * Whose claims are made, and for what. Groups are read only when a condition names one: nested ones count, as in group claims (assumed). Other
 * sign-ins cost no query more.
 */
export async function claimsSubjectOf(
  db: Database,
  application: SignInApplication,
  user: SessionUser,
): Promise<Omit<ClaimSource, 'authnMethodsReferences'>> {
  const { tenantId, servicePrincipalId, displayName, claims, groupClaims } = application;
  const memberships = await membershipsFor(db, application, user.id);
  const subject = {
    tenantId,
    user,
    application: { servicePrincipalId, displayName },
    groupClaims,
    memberships,
    assignedRoles: memberships.appRoles,
    hasCustomKey: application.activeKey?.isCustom ?? false,
  };
  if (!claims || !dependsOnGroups(claims)) return subject;
  return { ...subject, groupIds: await transitiveGroupIds(db, user.id) };
}
