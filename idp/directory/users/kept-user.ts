import type { SecondFactorRow } from '../sign-in/access-rows.ts';
import type { AppRoleAssignmentRow, Database, UserRow } from '../tables.ts';

/** Everything that comes back with a user who is restored. Sessions do not. */
export interface KeptUser {
  user: UserRow;
  secondFactors: SecondFactorRow[];
  roles: { userId: string; role: string }[];
  memberships: { userId: string; groupId: string }[];
  owned: { userId: string; servicePrincipalId: string }[];
  assignments: AppRoleAssignmentRow[];
}

/** Reads a user with everything that hangs on it; `undefined` when there is none. */
export async function readKeptUser(db: Database, userId: string): Promise<KeptUser | undefined> {
  const user = await db
    .selectFrom('directoryUser')
    .selectAll()
    .where('id', '=', userId)
    .executeTakeFirst();
  if (!user) return undefined;
  const [secondFactors, roles, memberships, owned, assignments] = await Promise.all([
    db.selectFrom('secondFactor').selectAll().where('userId', '=', userId).execute(),
    db.selectFrom('directoryRoleAssignment').selectAll().where('userId', '=', userId).execute(),
    db.selectFrom('groupMember').selectAll().where('userId', '=', userId).execute(),
    db.selectFrom('servicePrincipalOwner').selectAll().where('userId', '=', userId).execute(),
    db.selectFrom('appRoleAssignment').selectAll().where('principalId', '=', userId).execute(),
  ]);
  return { user, secondFactors, roles, memberships, owned, assignments };
}

/** Writes such a user back, but for what hung on groups and applications that are gone. */
export async function writeKeptUser(db: Database, kept: KeptUser): Promise<void> {
  await db.insertInto('directoryUser').values(kept.user).execute();
  for (const row of kept.secondFactors) await db.insertInto('secondFactor').values(row).execute();
  for (const row of kept.roles)
    await db.insertInto('directoryRoleAssignment').values(row).execute();
  for (const row of kept.memberships)
    if (await isThere(db, 'directoryGroup', row.groupId))
      await db.insertInto('groupMember').values(row).execute();
  for (const row of kept.owned)
    if (await isThere(db, 'servicePrincipal', row.servicePrincipalId))
      await db.insertInto('servicePrincipalOwner').values(row).execute();
  for (const row of kept.assignments)
    if (await isThere(db, 'servicePrincipal', row.resourceId))
      await db.insertInto('appRoleAssignment').values(row).execute();
}

async function isThere(
  db: Database,
  table: 'directoryGroup' | 'servicePrincipal',
  id: string,
): Promise<boolean> {
  return !!(await db.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst());
}
