import { sql } from 'kysely';
import { containing, type Found } from './application-list.ts';
import { DEFAULT_ACCESS } from './assignments.ts';
import type { Database } from './tables.ts';

/** A row of "Users and groups" (entra-admin.md 1.6). */
export interface AssignmentView {
  id: string;
  principalId: string;
  displayName: string;
  /** `User` or `Group` */
  principalType: string;
  /** userPrincipalName; null for a group. */
  userPrincipalName: string | null;
  roleDisplayName: string;
}

/** Who is assigned to an application, by name. */
export async function listAssignments(
  db: Database,
  o: { servicePrincipalId: string; search: string; page: number; pageSize: number },
): Promise<Found<AssignmentView>> {
  const search = o.search.trim();
  const matching = db
    .selectFrom('appRoleAssignment as assignment')
    .leftJoin('directoryUser as user', 'user.id', 'assignment.principalId')
    .leftJoin('directoryGroup as group', 'group.id', 'assignment.principalId')
    .where('assignment.resourceId', '=', o.servicePrincipalId)
    .$if(search !== '', (query) =>
      query.where((e) =>
        e.or([
          sql<boolean>`lower(${e.ref('user.displayName')}) like ${containing(search)} escape '\\'`,
          sql<boolean>`${e.ref('user.signInName')} like ${containing(search)} escape '\\'`,
          sql<boolean>`lower(${e.ref('group.displayName')}) like ${containing(search)} escape '\\'`,
        ]),
      ),
    );
  const [rows, count] = await Promise.all([
    matching
      .leftJoin('appRole as role', 'role.id', 'assignment.appRoleId')
      .select((e) => [
        'assignment.id',
        'assignment.principalId',
        'assignment.principalType',
        'assignment.appRoleId',
        e.fn.coalesce('user.displayName', 'group.displayName', sql<string>`''`).as('displayName'),
        'user.userPrincipalName',
        'role.displayName as roleDisplayName',
      ])
      .orderBy('displayName')
      .orderBy('assignment.id')
      .limit(o.pageSize)
      .offset((o.page - 1) * o.pageSize)
      .execute(),
    matching.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
  ]);
  return {
    rows: rows.map(({ appRoleId, roleDisplayName, ...row }) => ({
      ...row,
      roleDisplayName:
        roleDisplayName ?? (appRoleId === DEFAULT_ACCESS ? 'Default Access' : appRoleId),
    })),
    total: Number(count.total),
  };
}

/** The assignments of one user in person. */
export async function listAssignmentIds(
  db: Database,
  servicePrincipalId: string,
  userId: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom('appRoleAssignment')
    .select('id')
    .where('principalId', '=', userId)
    .where('resourceId', '=', servicePrincipalId)
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * Removes assignments of an application by their ids.
 *
 * @returns what was removed.
 */
export async function removeAssignments(
  db: Database,
  servicePrincipalId: string,
  ids: readonly string[],
): Promise<{ principalId: string }[]> {
  if (ids.length === 0) return [];
  return db
    .deleteFrom('appRoleAssignment')
    .where('resourceId', '=', servicePrincipalId)
    .where('id', 'in', ids)
    .returning('principalId')
    .execute();
}
