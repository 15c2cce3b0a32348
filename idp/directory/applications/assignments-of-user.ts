import type { Database } from '../tables.ts';

/** An application that a user is assigned to, and how. */
export interface AssignedApplication {
  servicePrincipalId: string;
  displayName: string;
  /** Name of the group that was assigned; `undefined` when the user was. */
  throughGroup: string | undefined;
}

/** How many direct and how many group assignments are read. */
export const MAX_ASSIGNMENTS = 100;

/** The applications that a user is assigned to, directly or as a direct member of a group, by name; `MAX_ASSIGNMENTS` of each kind. */
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
    .limit(MAX_ASSIGNMENTS)
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
    .limit(MAX_ASSIGNMENTS)
    .execute();
  const [own, shared] = await Promise.all([direct, byGroup]);
  return [
    ...own.map((one) => ({ ...one, throughGroup: undefined })),
    ...shared.map(({ groupName, ...one }) => ({ ...one, throughGroup: groupName })),
  ];
}

export interface Tile {
  appId: string;
  tenantId: string;
  displayName: string;
  loginUrl: string | null;
}

/** The applications on a user's My Apps page: assigned and visible, by name, at most 950 (entra-saml.md 9.6). */
export async function tilesOf(db: Database, userId: string): Promise<Tile[]> {
  return db
    .selectFrom('appRoleAssignment')
    .innerJoin('servicePrincipal', 'servicePrincipal.id', 'appRoleAssignment.resourceId')
    .select([
      'servicePrincipal.appId',
      'servicePrincipal.tenantId',
      'servicePrincipal.displayName',
      'servicePrincipal.loginUrl',
    ])
    .distinct()
    .where((e) =>
      e.or([
        e('appRoleAssignment.principalId', '=', userId),
        e(
          'appRoleAssignment.principalId',
          'in',
          e.selectFrom('groupMember').select('groupId').where('userId', '=', userId),
        ),
      ]),
    )
    .where('servicePrincipal.visible', '=', 1)
    .where('servicePrincipal.accountEnabled', '=', 1)
    .orderBy('servicePrincipal.displayName')
    .limit(950)
    .execute();
}
