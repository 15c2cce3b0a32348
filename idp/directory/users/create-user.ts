import { requireTypes } from '../../../input/argument-types.ts';
import { type Fault, refuseFaults } from '../../../input/invalid-input.ts';
import { hashPassword } from '../../../passwords/password-hash.ts';
import { unknownGroupFaults } from '../groups/groups.ts';
import type { Database } from '../tables.ts';
import { requireTenant } from '../tenants/tenants.ts';
import { unknownRoleFaults } from './directory-roles.ts';
import { extensionFaults } from './extension-value-rules.ts';
import { immutableIdFor, immutableIdTakenFault } from './immutable-id.ts';
import { insertUsers, type NewUser, newUserTypes } from './new-user.ts';
import { passwordFault } from './password-rules.ts';
import { takenFault, verifiedDomains } from './user-principal-name.ts';
import { userPropertyFaults } from './user-properties.ts';

/** How many groups, and how many roles, a user can get at creation (entra-admin.md 1.10). */
const MAX_ASSIGNMENTS = 20;

/**
 * Creates a user, with directory roles and group memberships.
 *
 * @returns its id
 * @throws {InvalidInput} when a property breaks a rule of entra-admin.md 1.10; nothing is created then
 * @throws {NotFound} when there is no such tenant
 */
export async function createUser(db: Database, user: NewUser, now: Date): Promise<{ id: string }> {
  await checkNewUser(db, user);
  const passwordHash = await hashPassword(user.password);
  const [id = ''] = await db.transaction().execute(async (tx) => {
    // While the password was hashed, another request may have taken the name or deleted a group.
    const { onPremisesImmutableId } = await checkNewUser(tx, user);
    return insertUsers(tx, [{ ...user, onPremisesImmutableId, passwordHash }], now);
  });
  return { id };
}

/**
 * The checks of `createUser` alone.
 *
 * @returns the immutable ID of the user, which is made here in a domain of the mock identity provider
 * @throws {InvalidInput} when a property breaks a rule
 * @throws {NotFound} when there is no such tenant
 */
export async function checkNewUser(
  db: Database,
  user: NewUser,
): Promise<{ onPremisesImmutableId: string }> {
  requireTypes(user, newUserTypes);
  const tenantId = await requireTenant(db, user.tenantId);
  const { userPrincipalName, directoryRoles = [], groupIds = [] } = user;
  const { onPremisesImmutableId, fault } = await immutableIdFor(
    db,
    userPrincipalName,
    user.onPremisesImmutableId,
  );
  refuseFaults([
    ...userPropertyFaults(user, await verifiedDomains(db, tenantId)),
    await takenFault(db, userPrincipalName),
    fault,
    await immutableIdTakenFault(db, tenantId, onPremisesImmutableId),
    ...(await extensionFaults(db, tenantId, user.directoryExtensions)),
    passwordFault(user.password),
    tooMany('groupIds', 'groups', groupIds),
    ...(await unknownGroupFaults(db, tenantId, 'groupIds', groupIds)),
    tooMany('directoryRoles', 'roles', directoryRoles),
    ...unknownRoleFaults(directoryRoles),
  ]);
  return { onPremisesImmutableId };
}

function tooMany(property: string, what: string, chosen: readonly string[]): Fault | undefined {
  if (chosen.length <= MAX_ASSIGNMENTS) return undefined;
  return {
    property,
    code: 'too_many',
    message: `A new user can have at most ${MAX_ASSIGNMENTS} ${what}; these are ${chosen.length}.`,
  };
}
