import { randomUUID } from 'node:crypto';
import type { Database } from '../tables.ts';
import { appRolesOf } from './app-roles.ts';
import { DEFAULT_ACCESS } from './assignments.ts';

export interface GroupAssignment {
  id: string;
  servicePrincipalId: string;
  displayName: string;
}

/** The applications that a group is assigned to, by name. */
export function assignmentsOfGroup(db: Database, groupId: string): Promise<GroupAssignment[]> {
  return db
    .selectFrom('appRoleAssignment as assignment')
    .innerJoin('servicePrincipal as sp', 'sp.id', 'assignment.resourceId')
    .select(['assignment.id', 'sp.id as servicePrincipalId', 'sp.displayName'])
    .where('assignment.principalId', '=', groupId)
    .orderBy('sp.displayName')
    .execute();
}

/**
 * Assigns a group to an application; every direct member then counts as assigned (entra-admin.md 1.6). Doing it twice is the
 * same as once.
 *
 * @param appRoleId absent: the first role of the application
 */
export async function assignGroup(
  db: Database,
  {
    groupId,
    servicePrincipalId,
    appRoleId,
  }: { groupId: string; servicePrincipalId: string; appRoleId?: string | undefined },
  now: Date,
): Promise<void> {
  const [first] = await appRolesOf(db, servicePrincipalId);
  await db
    .insertInto('appRoleAssignment')
    .values({
      id: randomUUID(),
      principalId: groupId,
      principalType: 'Group',
      resourceId: servicePrincipalId,
      appRoleId: appRoleId ?? first?.id ?? DEFAULT_ACCESS,
      createdDateTime: now.toISOString(),
    })
    .onConflict((c) => c.columns(['principalId', 'resourceId', 'appRoleId']).doNothing())
    .execute();
}

/** @returns what was removed; `undefined` when the group has no such assignment */
export async function unassignGroup(
  db: Database,
  groupId: string,
  assignmentId: string,
): Promise<{ resourceId: string } | undefined> {
  return db
    .deleteFrom('appRoleAssignment')
    .where('id', '=', assignmentId)
    .where('principalId', '=', groupId)
    .returning('resourceId')
    .executeTakeFirst();
}
