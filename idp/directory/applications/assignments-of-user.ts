import type { Database } from '../tables.ts';

/** An application that a user was given, and how. */
export interface AssignedApplication {
  servicePrincipalId: string;
  displayName: string;
  /** Name of the group that was assigned; `undefined` when the user was. */
  throughGroup: string | undefined;
}

/** So many are read of either kind. */
export const MOST = 100;

/** The applications that a user is assigned to, directly or as a direct member of a group, by name; `MOST` of either. */
export async function assignmentsOfUser(
  db: Database,
  userId: string,
): Promise<AssignedApplication[]> {
  const direct = db
    .selectFrom('appRoleAssignment as assignment')
    .innerJoin('servicePrincipal as sp', 'sp.id', 'assignment.resourceId')
    .select(['sp.id as servicePrincipalId', 'sp.displayName'])
    .where('assignment.principalId', '=', userId)
    .distinct()
    .orderBy('sp.displayName')
    .limit(MOST)
    .execute();
  const byGroup = db
    .selectFrom('groupMember as member')
    .innerJoin('directoryGroup as group', 'group.id', 'member.groupId')
    .innerJoin('appRoleAssignment as assignment', 'assignment.principalId', 'group.id')
    .innerJoin('servicePrincipal as sp', 'sp.id', 'assignment.resourceId')
    .select(['sp.id as servicePrincipalId', 'sp.displayName', 'group.displayName as groupName'])
    .where('member.userId', '=', userId)
    .distinct()
    .orderBy('sp.displayName')
    .limit(MOST)
    .execute();
  const [own, shared] = await Promise.all([direct, byGroup]);
  return [
    ...own.map((one) => ({ ...one, throughGroup: undefined })),
    ...shared.map(({ groupName, ...one }) => ({ ...one, throughGroup: groupName })),
  ];
}
