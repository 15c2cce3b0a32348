import type {
  AppRoleAssignmentRow,
  AuthenticationMethodRow,
  Database,
  SecondFactorRow,
  UserRow,
} from '../tables.ts';

/** What a restored user gets back. Sessions are not part of it. */
export interface DeletedUserSnapshot {
  user: UserRow;
  secondFactors: SecondFactorRow[];
  authenticationMethods: AuthenticationMethodRow[];
  roles: { userId: string; role: string }[];
  memberships: { userId: string; groupId: string }[];
  owned: { userId: string; servicePrincipalId: string }[];
  assignments: AppRoleAssignmentRow[];
}

/** Reads a user with roles, memberships, ownerships, assignments and authentication methods; `undefined` for an unknown id. */
export async function takeSnapshot(
  db: Database,
  userId: string,
): Promise<DeletedUserSnapshot | undefined> {
  const user = await db
    .selectFrom('directoryUser')
    .selectAll()
    .where('id', '=', userId)
    .executeTakeFirst();
  if (!user) return undefined;
  const [secondFactors, authenticationMethods, roles, memberships, owned, assignments] =
    await Promise.all([
      db.selectFrom('secondFactor').selectAll().where('userId', '=', userId).execute(),
      db.selectFrom('authenticationMethod').selectAll().where('userId', '=', userId).execute(),
      db.selectFrom('directoryRoleAssignment').selectAll().where('userId', '=', userId).execute(),
      db.selectFrom('groupMember').selectAll().where('userId', '=', userId).execute(),
      db.selectFrom('servicePrincipalOwner').selectAll().where('userId', '=', userId).execute(),
      db.selectFrom('appRoleAssignment').selectAll().where('principalId', '=', userId).execute(),
    ]);
  return { user, secondFactors, authenticationMethods, roles, memberships, owned, assignments };
}

/** Writes a user back, without memberships, ownerships and assignments whose group or application was deleted. */
export async function writeSnapshot(db: Database, snapshot: DeletedUserSnapshot): Promise<void> {
  await db.insertInto('directoryUser').values(snapshot.user).execute();
  for (const row of snapshot.secondFactors)
    await db.insertInto('secondFactor').values(row).execute();
  for (const row of snapshot.authenticationMethods)
    await db.insertInto('authenticationMethod').values(row).execute();
  for (const row of snapshot.roles)
    await db.insertInto('directoryRoleAssignment').values(row).execute();
  for (const row of snapshot.memberships)
    if (await exists(db, 'directoryGroup', row.groupId))
      await db.insertInto('groupMember').values(row).execute();
  for (const row of snapshot.owned)
    if (await exists(db, 'servicePrincipal', row.servicePrincipalId))
      await db.insertInto('servicePrincipalOwner').values(row).execute();
  for (const row of snapshot.assignments)
    if (await exists(db, 'servicePrincipal', row.resourceId))
      await db.insertInto('appRoleAssignment').values(row).execute();
}

async function exists(
  db: Database,
  table: 'directoryGroup' | 'servicePrincipal',
  id: string,
): Promise<boolean> {
  return !!(await db.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst());
}
