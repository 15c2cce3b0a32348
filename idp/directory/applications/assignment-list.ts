import { sql } from 'kysely';
import { requireTypes } from '../../../input/argument-types.ts';
import { anyContains } from '../../../store/any-contains.ts';
import { findAmong } from '../../../store/in-chunks.ts';
import type { Found } from '../../../store/slices.ts';
import { pageInSlices } from '../../../store/slices.ts';
import type { ListPage } from '../paged-list.ts';
import { byName } from '../sliced-list.ts';
import type { Database } from '../tables.ts';
import { requireApplication } from './application-details.ts';
import { DEFAULT_ACCESS } from './assignments.ts';

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
  { servicePrincipalId, ...page }: ListPage & { servicePrincipalId: string },
): Promise<Found<AssignmentView>> {
  const search = page.search.trim();
  const all = db
    .selectFrom('appRoleAssignment as assignment')
    .leftJoin('directoryUser as user', 'user.id', 'assignment.principalId')
    .leftJoin('directoryGroup as group', 'group.id', 'assignment.principalId')
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
    .where('assignment.resourceId', '=', servicePrincipalId);
  const columns = ['user.displayName', 'user.signInName', 'group.displayName'];
  const matches = search === '' ? undefined : anyContains(search, columns);
  const list = { all, keys: ['assignment.id'], matches };
  const { rows, total } = await pageInSlices(list, page, byName);
  return {
    rows: rows.map(({ appRoleId, roleDisplayName, ...row }) => ({
      ...row,
      roleDisplayName:
        roleDisplayName ?? (appRoleId === DEFAULT_ACCESS ? 'Default Access' : appRoleId),
    })),
    total,
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
 * Removes assignments of an application by their ids; unknown ids are ignored.
 *
 * @returns what was removed.
 * @throws {InvalidInput} when the ids are not strings
 * @throws {NotFound} when the application does not exist
 */
export async function removeAssignments(
  db: Database,
  servicePrincipalId: string,
  ids: readonly string[],
): Promise<{ principalId: string }[]> {
  requireTypes({ ids }, { ids: 'string[]' });
  const { servicePrincipal } = await requireApplication(db, undefined, servicePrincipalId);
  return db
    .transaction()
    .execute((tx) =>
      findAmong(ids, (some) =>
        tx
          .deleteFrom('appRoleAssignment')
          .where('resourceId', '=', servicePrincipal.id)
          .where('id', 'in', some)
          .returning('principalId')
          .execute(),
      ),
    );
}
