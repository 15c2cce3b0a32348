import { requireTypes } from '../../../input/argument-types.ts';
import { refuseFaults } from '../../../input/invalid-input.ts';
import { required } from '../../../input/not-found.ts';
import { findAmong } from '../../../store/in-chunks.ts';
import type { Database } from '../tables.ts';
import { type DeletedUserSnapshot, takeSnapshot, writeSnapshot } from './deleted-user-snapshot.ts';
import { invitedFault } from './guests.ts';
import { immutableIdTakenFault } from './immutable-id.ts';
import { takenFault } from './user-principal-name.ts';

/** For how long a user can be restored (entra-admin.md 1.10). In milliseconds. */
const RESTORABLE = 30 * 86_400_000;

/** When a user who was deleted at this instant can no longer be restored. */
export const purgeDateOf = (deletedDateTime: string): Date =>
  new Date(Date.parse(deletedDateTime) + RESTORABLE);

/** Users who were deleted at this instant or earlier can no longer be restored. */
export const oldestRestorable = (now: Date): string =>
  new Date(now.getTime() - RESTORABLE).toISOString();

/**
 * Moves a user to "Deleted users": the user cannot sign in, is in no list and no count, and the name is free for another user.
 * Sessions end; the logs stay. Housekeeping removes the user when 30 days are over.
 *
 * @throws {NotFound} when there is no such user
 */
export async function deleteUser(db: Database, userId: string, now: Date): Promise<void> {
  requireTypes({ userId }, { userId: 'string' });
  await db.transaction().execute(async (tx) => {
    const snapshot = required(await takeSnapshot(tx, userId), 'user', userId);
    const { id, tenantId, displayName, userPrincipalName, signInName, mail } = snapshot.user;
    await tx
      .insertInto('deletedUser')
      .values({
        id,
        tenantId,
        displayName,
        userPrincipalName,
        signInName,
        mail,
        deletedDateTime: now.toISOString(),
        kept: JSON.stringify(snapshot),
      })
      .execute();
    await tx.deleteFrom('appRoleAssignment').where('principalId', '=', userId).execute();
    await tx.deleteFrom('directoryUser').where('id', '=', userId).execute();
  });
}

export interface DeletedUser {
  id: string;
  displayName: string;
  userPrincipalName: string;
  deletedDateTime: string;
  /** The directory roles that come back with the user. */
  roles: readonly string[];
}

/** A user who can still be restored. */
export async function findDeletedUser(
  db: Database,
  tenantId: string,
  id: string,
  now: Date,
): Promise<DeletedUser | undefined> {
  const row = await db
    .selectFrom('deletedUser')
    .selectAll()
    .where('id', '=', id)
    .where('tenantId', '=', tenantId)
    .where('deletedDateTime', '>', oldestRestorable(now))
    .executeTakeFirst();
  if (!row) return undefined;
  const { displayName, userPrincipalName, deletedDateTime } = row;
  const roles = snapshotOf(row).roles.map(({ role }) => role);
  return { id, displayName, userPrincipalName, deletedDateTime, roles };
}

/**
 * Restores a deleted user with the roles, memberships and assignments of that time, except for groups and applications that have
 * been deleted since.
 *
 * @throws {InvalidInput} `taken` when another user has the name or the immutable ID now, or the account was invited again
 * @throws {NotFound} when no deleted user with this id can be restored
 */
export async function restoreUser(db: Database, id: string, now: Date): Promise<void> {
  requireTypes({ id }, { id: 'string' });
  await db.transaction().execute(async (tx) => {
    const row = await tx
      .deleteFrom('deletedUser')
      .where('id', '=', id)
      .where('deletedDateTime', '>', oldestRestorable(now))
      .returning('kept')
      .executeTakeFirst();
    const snapshot = snapshotOf(required(row, 'deleted user', id));
    const { userPrincipalName, tenantId, onPremisesImmutableId, homeUserId } = snapshot.user;
    refuseFaults([
      await takenFault(tx, userPrincipalName),
      await immutableIdTakenFault(tx, tenantId, onPremisesImmutableId ?? undefined),
      homeUserId ? await invitedFault(tx, tenantId, homeUserId) : undefined,
    ]);
    await writeSnapshot(tx, snapshot);
  });
}

/**
 * "Delete permanently"
 *
 * @throws {NotFound} when there is no deleted user with this id
 */
export async function purgeUser(db: Database, id: string): Promise<void> {
  requireTypes({ id }, { id: 'string' });
  const deleted = db.deleteFrom('deletedUser').where('id', '=', id).returning('id');
  required(await deleted.executeTakeFirst(), 'deleted user', id);
}

const snapshotOf = ({ kept }: { kept: string }) => JSON.parse(kept) as DeletedUserSnapshot;

/** The ids among these whose users are deleted and not purged. */
export async function deletedAmong(db: Database, ids: readonly string[]): Promise<string[]> {
  const rows = await findAmong(ids, (some) =>
    db.selectFrom('deletedUser').select('id').where('id', 'in', some).execute(),
  );
  return rows.map(({ id }) => id);
}
