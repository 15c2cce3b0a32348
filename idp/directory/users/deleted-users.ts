import { InvalidInput } from '../invalid-input.ts';
import type { Database } from '../tables.ts';
import { type DeletedUserSnapshot, takeSnapshot, writeSnapshot } from './deleted-user-snapshot.ts';
import { takenFault } from './user-form.ts';

/** For how long a user can be restored (entra-admin.md 1.10). In milliseconds. */
const RESTORABLE = 30 * 86_400_000;

/** When a user who was deleted then is gone for good. */
export const purgeDateOf = (deletedDateTime: string): Date =>
  new Date(Date.parse(deletedDateTime) + RESTORABLE);

/** Who was deleted at this instant or before is gone for good. */
export const oldestRestorable = (now: Date): string =>
  new Date(now.getTime() - RESTORABLE).toISOString();

/**
 * Moves a user to "Deleted users": nobody can sign in as that user, find it, assign it or count it, and its name is free for
 * another. Sessions end. What the logs say stays. Those whose 30 days are over are removed on the way.
 */
export async function deleteUser(db: Database, userId: string, now: Date): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .deleteFrom('deletedUser')
      .where('deletedDateTime', '<=', oldestRestorable(now))
      .execute();
    const snapshot = await takeSnapshot(tx, userId);
    if (!snapshot) return;
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
 * Brings a user back with the roles, memberships and assignments of then, but for groups and applications that are gone. Nothing
 * happens when there is no such user.
 *
 * @throws {InvalidInput} `taken` when somebody else has the name by now
 */
export async function restoreUser(db: Database, id: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const row = await tx
      .deleteFrom('deletedUser')
      .where('id', '=', id)
      .returning('kept')
      .executeTakeFirst();
    if (!row) return;
    const snapshot = snapshotOf(row);
    const taken = await takenFault(tx, snapshot.user.userPrincipalName, undefined);
    if (taken) throw new InvalidInput([taken]);
    await writeSnapshot(tx, snapshot);
  });
}

/** "Delete permanently" */
export async function purgeUser(db: Database, id: string): Promise<void> {
  await db.deleteFrom('deletedUser').where('id', '=', id).execute();
}

const snapshotOf = ({ kept }: { kept: string }) => JSON.parse(kept) as DeletedUserSnapshot;

/** Those of the ids whose users are deleted, and may come back. */
export async function deletedAmong(db: Database, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom('deletedUser').select('id').where('id', 'in', ids).execute();
  return rows.map(({ id }) => id);
}
