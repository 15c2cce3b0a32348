import type { Database } from '../tables.ts';

/** The directory roles of a user, by display name. */
export async function rolesOf(db: Database, userId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('directoryRoleAssignment')
    .select('role')
    .where('userId', '=', userId)
    .execute();
  return new Set(rows.map(({ role }) => role));
}

/** The directory roles that mean something here (entra-admin.md 1.1), by name. */
export const directoryRoleNames: readonly string[] = [
  'Application Administrator',
  'Cloud Application Administrator',
  'Conditional Access Administrator',
  'Global Administrator',
  'Global Reader',
  'Groups Administrator',
  'Privileged Role Administrator',
  'Reports Reader',
  'Security Administrator',
  'Security Reader',
  'User Administrator',
];

/** Gives a user exactly these directory roles. */
export async function giveRoles(
  db: Database,
  userId: string,
  roles: readonly string[],
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom('directoryRoleAssignment').where('userId', '=', userId).execute();
    if (roles.length > 0)
      await tx
        .insertInto('directoryRoleAssignment')
        .values(roles.map((role) => ({ userId, role })))
        .execute();
  });
}
