import { findAmong } from '../../../store/in-chunks.ts';
import type { Database, UserRow } from '../../directory/tables.ts';
import type { DeletedUserSnapshot } from '../../directory/users/deleted-user-snapshot.ts';
import { oldestRestorable } from '../../directory/users/deleted-users.ts';
import type { AssignedRole } from '../expressions/value.ts';
import type { SourceGroup } from './source-group.ts';
import type { SourceUser } from './source-user.ts';

/** Whose application reads what. */
export interface SourceScope {
  readonly tenantId: string;
  readonly servicePrincipalId: string;
}

type RolesById = ReadonlyMap<string, AssignedRole>;

/** The roles of an application that have a value, by id. */
export async function rolesOfApplication(
  db: Database,
  { servicePrincipalId }: SourceScope,
): Promise<RolesById> {
  const rows = await db
    .selectFrom('appRole')
    .select(['id', 'value', 'displayName'])
    .where('servicePrincipalId', '=', servicePrincipalId)
    .execute();
  return new Map(
    rows.map(({ id, value, displayName }) => [
      id,
      { id, value: value ?? displayName, displayName },
    ]),
  );
}

/** Those of these users that exist, also in "Deleted users" until they can no longer be restored; by id. */
export async function readUsers(
  db: Database,
  scope: SourceScope,
  ids: readonly string[],
  { roles, now }: { roles: RolesById; now: Date },
): Promise<Map<string, SourceUser>> {
  const present = await findAmong(ids, (some) =>
    db
      .selectFrom('directoryUser')
      .selectAll()
      .where('id', 'in', some)
      .where('tenantId', '=', scope.tenantId)
      .execute(),
  );
  const assignments = await assignmentsOf(db, scope, ids);
  const found = new Map<string, SourceUser>();
  const add = (row: UserRow, isDeleted: boolean) => {
    const roleIds = assignments.get(row.id);
    const assigned = [...(roleIds ?? [])].flatMap((id) => roles.get(id) ?? []);
    found.set(row.id, {
      id: row.id,
      row,
      isDeleted,
      isAssigned: roleIds !== undefined,
      roles: assigned.toSorted((one, other) => (one.displayName < other.displayName ? -1 : 1)),
    });
  };
  for (const row of present) add(row, false);
  const missing = ids.filter((id) => !found.has(id));
  for (const row of await deletedUsers(db, scope, missing, now)) add(row, true);
  return found;
}

async function deletedUsers(
  db: Database,
  { tenantId }: SourceScope,
  ids: readonly string[],
  now: Date,
): Promise<UserRow[]> {
  const rows = await findAmong(ids, (some) =>
    db
      .selectFrom('deletedUser')
      .select('kept')
      .where('id', 'in', some)
      .where('tenantId', '=', tenantId)
      .where('deletedDateTime', '>', oldestRestorable(now))
      .execute(),
  );
  return rows.map(({ kept }) => (JSON.parse(kept) as DeletedUserSnapshot).user);
}

/**
 * The roles in which users are assigned, by user: directly, or through a group that they are direct members of. Entra does not read groups in groups
 * (entra-admin.md 4.3).
 */
async function assignmentsOf(
  db: Database,
  { servicePrincipalId }: SourceScope,
  ids: readonly string[],
): Promise<Map<string, Set<string>>> {
  const rows = await findAmong(ids, (some) =>
    db
      .selectFrom('appRoleAssignment')
      .select(['principalId as userId', 'appRoleId'])
      .where('principalId', 'in', some)
      .where('resourceId', '=', servicePrincipalId)
      .unionAll(
        db
          .selectFrom('groupMember as member')
          .innerJoin('appRoleAssignment as shared', 'shared.principalId', 'member.groupId')
          .select(['member.userId', 'shared.appRoleId'])
          .where('member.userId', 'in', some)
          .where('shared.resourceId', '=', servicePrincipalId),
      )
      .execute(),
  );
  const byUser = new Map<string, Set<string>>();
  for (const { userId, appRoleId } of rows)
    byUser.set(userId, (byUser.get(userId) ?? new Set()).add(appRoleId));
  return byUser;
}

/** Those of these groups that exist, by id. */
export async function readGroups(
  db: Database,
  { tenantId, servicePrincipalId }: SourceScope,
  ids: readonly string[],
): Promise<Map<string, SourceGroup>> {
  const rows = await findAmong(ids, (some) =>
    db
      .selectFrom('directoryGroup')
      .selectAll()
      .where('id', 'in', some)
      .where('tenantId', '=', tenantId)
      .execute(),
  );
  const assigned = await findAmong(ids, (some) =>
    db
      .selectFrom('appRoleAssignment')
      .select('principalId')
      .where('principalId', 'in', some)
      .where('resourceId', '=', servicePrincipalId)
      .execute(),
  );
  const known = new Set(assigned.map(({ principalId }) => principalId));
  return new Map(rows.map((row) => [row.id, { id: row.id, row, isAssigned: known.has(row.id) }]));
}
