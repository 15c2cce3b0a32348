import { requireTypes } from '../../../input/argument-types.ts';
import { type Fault, refuseFaults } from '../../../input/invalid-input.ts';
import { requireTag, tagOf } from '../stale-version.ts';
import type { Database, UserRow } from '../tables.ts';
import { extensionFaults } from './extension-value-rules.ts';
import { immutableIdFor, immutableIdTakenFault } from './immutable-id.ts';
import { takenFault, verifiedDomains } from './user-principal-name.ts';
import {
  type SomeUserProperties,
  userColumns,
  userPropertiesOf,
  userPropertyFaults,
  userPropertyTypes,
} from './user-properties.ts';
import { requireUser } from './users.ts';

/** Tag of a user's properties for the form that edits them; see `stale-version.ts`. */
export const userTag = (user: UserRow): string => tagOf(userPropertiesOf(user));

/**
 * Changes the properties that are given and leaves the others as they are. A new userPrincipalName does not change the mail
 * nickname, as in Entra.
 *
 * @param tag of the values that a form was made from; absent: whatever is stored is changed
 * @throws {InvalidInput} when a property breaks a rule of entra-admin.md 1.10; nothing is changed then
 * @throws {NotFound} when there is no such user
 * @throws {StaleVersion} when the stored properties no longer have the tag
 */
export async function updateUser(
  db: Database,
  userId: string,
  changes: SomeUserProperties,
  tag?: string,
): Promise<void> {
  requireTypes(changes, userPropertyTypes);
  await db.transaction().execute(async (tx) => {
    const user = await requireUser(tx, userId);
    requireTag(userPropertiesOf(user), tag);
    const { userPrincipalName: name, ...others } = changes;
    const renamed = name !== undefined && name !== user.userPrincipalName;
    const { onPremisesImmutableId, fault } = await changedImmutableId(tx, user, changes);
    refuseFaults([
      // The name of a guest was made by a rule that no other name may follow.
      ...userPropertyFaults(renamed ? changes : others, await verifiedDomains(tx, user.tenantId)),
      ...(await extensionFaults(tx, user.tenantId, changedExtensions(user, changes))),
      renamed ? await takenFault(tx, name, userId) : undefined,
      fault,
      await immutableIdTakenFault(tx, user.tenantId, onPremisesImmutableId, userId),
    ]);
    const columns = userColumns({ ...changes, onPremisesImmutableId }, user.profile);
    if (Object.values(columns).every((value) => value === undefined)) return;
    await tx.updateTable('directoryUser').set(columns).where('id', '=', userId).execute();
  });
}

/** The values that are not stored already: those of an extension that was removed since may stay. */
const changedExtensions = (user: UserRow, { directoryExtensions = {} }: SomeUserProperties) => {
  const stored = userPropertiesOf(user).directoryExtensions;
  const same = ([name, value]: [string, unknown]) =>
    JSON.stringify(stored[name]) === JSON.stringify(value);
  return Object.fromEntries(Object.entries(directoryExtensions).filter((one) => !same(one)));
};

/** The immutable ID after these changes; `undefined` when it stays. */
async function changedImmutableId(
  db: Database,
  user: UserRow,
  { userPrincipalName = user.userPrincipalName, onPremisesImmutableId: given }: SomeUserProperties,
): Promise<{ onPremisesImmutableId: string | undefined; fault?: Fault }> {
  const renamed = userPrincipalName !== user.userPrincipalName;
  if (given === undefined && !renamed) return { onPremisesImmutableId: undefined };
  return immutableIdFor(db, userPrincipalName, given ?? user.onPremisesImmutableId ?? '');
}
