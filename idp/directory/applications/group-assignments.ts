import { requireTypes } from '../../../input/argument-types.ts';
import type { Database } from '../tables.ts';

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
 * Removes one assignment of a group.
 *
 * @returns the application; `undefined` when the group has no such assignment
 * @throws {InvalidInput} when an id is not a string
 */
export async function unassignGroup(
  db: Database,
  groupId: string,
  assignmentId: string,
): Promise<{ resourceId: string } | undefined> {
  requireTypes({ groupId, assignmentId }, { groupId: 'string', assignmentId: 'string' });
  return db
    .deleteFrom('appRoleAssignment')
    .where('id', '=', assignmentId)
    .where('principalId', '=', groupId)
    .returning('resourceId')
    .executeTakeFirst();
}
