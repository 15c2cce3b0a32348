import { requireTypes } from '../argument-types.ts';
import { type Fault, refuseFaults } from '../invalid-input.ts';
import { requireTag, tagOf } from '../stale-version.ts';
import type { Database } from '../tables.ts';
import { requireUser } from './users.ts';

/** Its members may always sign in to every application (entra-saml.md 9.6). */
export const GLOBAL_ADMINISTRATOR = 'Global Administrator';

/** Its members may change how every user signs in (entra-saml.md 10.8). */
export const PRIVILEGED_AUTHENTICATION_ADMINISTRATOR = 'Privileged Authentication Administrator';

/** The directory roles that have an effect here (entra-admin.md 1.1), by name. */
export const directoryRoleNames: readonly string[] = [
  'Application Administrator',
  'Authentication Administrator',
  'Cloud Application Administrator',
  'Conditional Access Administrator',
  'Domain Name Administrator',
  GLOBAL_ADMINISTRATOR,
  'Global Reader',
  'Groups Administrator',
  'Guest Inviter',
  PRIVILEGED_AUTHENTICATION_ADMINISTRATOR,
  'Privileged Role Administrator',
  'Reports Reader',
  'Security Administrator',
  'Security Reader',
  'User Administrator',
];

/** The directory roles of a user, by display name. */
export async function rolesOf(db: Database, userId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('directoryRoleAssignment')
    .select('role')
    .where('userId', '=', userId)
    .execute();
  return new Set(rows.map(({ role }) => role));
}

/** Tag of a user's roles for the form that edits them; see `stale-version.ts`. */
export const rolesTag = (roles: ReadonlySet<string>): string => tagOf([...roles].sort());

/** A fault for each role that does not exist. */
export const unknownRoleFaults = (roles: readonly string[]): Fault[] =>
  roles.flatMap((role, position) =>
    directoryRoleNames.includes(role)
      ? []
      : {
          property: `directoryRoles.${position}`,
          code: 'unknown_role',
          message: `There is no directory role "${role.slice(0, 80)}"; the roles are ${directoryRoleNames.join(', ')}.`,
        },
  );

/**
 * Gives a user exactly these directory roles.
 *
 * @param directoryRoles display names
 * @param tag of the roles that a form was made from, see `rolesTag`; absent: whatever is stored is replaced
 * @throws {InvalidInput} when there is no such role
 * @throws {NotFound} when there is no such user
 * @throws {StaleVersion} when the user's roles no longer have the tag
 */
export async function setDirectoryRoles(
  db: Database,
  userId: string,
  directoryRoles: readonly string[],
  tag?: string,
): Promise<void> {
  requireTypes({ directoryRoles }, { directoryRoles: 'string[]' });
  refuseFaults(unknownRoleFaults(directoryRoles));
  await db.transaction().execute(async (tx) => {
    await requireUser(tx, userId);
    requireTag([...(await rolesOf(tx, userId))].sort(), tag);
    await tx.deleteFrom('directoryRoleAssignment').where('userId', '=', userId).execute();
    const rows = [...new Set(directoryRoles)].map((role) => ({ userId, role }));
    if (rows.length > 0) await tx.insertInto('directoryRoleAssignment').values(rows).execute();
  });
}
