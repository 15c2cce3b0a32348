import { createHash } from 'node:crypto';
import { requireTypes } from '../../../input/argument-types.ts';
import { type Fault, refuseFaults } from '../../../input/invalid-input.ts';
import { requireTag, tagOf } from '../stale-version.ts';
import type { Database } from '../tables.ts';
import { requireUser } from './users.ts';

/** Its members may always sign in to every application (entra-saml.md 9.6). */
export const GLOBAL_ADMINISTRATOR = 'Global Administrator';

/** Its members may change how every user signs in (entra-saml.md 10.8). */
export const PRIVILEGED_AUTHENTICATION_ADMINISTRATOR = 'Privileged Authentication Administrator';

/**
 * The directory roles that have an effect here (entra-admin.md 1.1), by name, each with the id of its template, which is the same in every tenant
 * (MicrosoftDocs/entra-docs, role-based-access-control/permissions-reference.md).
 */
const roleTemplateIds: Readonly<Record<string, string>> = {
  'Application Administrator': '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  'Authentication Administrator': 'c4e39bd9-1100-46d3-8c65-fb160da0071f',
  'Cloud Application Administrator': '158c047a-c907-4556-b7ef-446551a6b5f7',
  'Conditional Access Administrator': 'b1be1c3e-b65d-4f19-8427-f6fa0d97feb9',
  'Domain Name Administrator': '8329153b-31d0-4727-b945-745eb3bc5f31',
  [GLOBAL_ADMINISTRATOR]: '62e90394-69f5-4237-9190-012177145e10',
  'Global Reader': 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
  'Groups Administrator': 'fdd7a751-b60b-444a-984c-02652fe8fa1c',
  'Guest Inviter': '95e79109-95c0-4d8e-aee3-d01accf2d47b',
  [PRIVILEGED_AUTHENTICATION_ADMINISTRATOR]: '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
  'Privileged Role Administrator': 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  'Reports Reader': '4a5d8f65-41da-4de4-8968-e035b65339cf',
  'Security Administrator': '194ae4cb-b126-40b2-bd5b-6091b380977d',
  'Security Reader': '5d6b6bb7-de71-4623-b4af-96380a352509',
  'User Administrator': 'fe930be7-5e62-47db-91af-98c3a49a38b1',
};

export const directoryRoleNames: readonly string[] = Object.keys(roleTemplateIds);

/** The id of the template of a directory role, as in the claim `wids`; `''` for an unknown name. */
export const roleTemplateIdOf = (name: string): string => roleTemplateIds[name] ?? '';

/** The object ID of a directory role in a tenant: always the same. Entra makes it when the role is first used there. */
export function directoryRoleIdIn(tenantId: string, name: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([tenantId, name]))
    .digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x80, 6); // RFC 9562 5.8: version 8, variant 10
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

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
