import { requireTypes } from '../../../input/argument-types.ts';
import { InvalidInput } from '../../../input/invalid-input.ts';
import { NotFound } from '../../../input/not-found.ts';
import type { Database, UserRow } from '../tables.ts';
import { findUserById, requireUser } from './users.ts';

/** A manager, as pages name people. */
export type Manager = Pick<UserRow, 'id' | 'displayName' | 'userPrincipalName'>;

/** A chain of managers that is longer than this has a circle in it. */
const LONGEST_CHAIN = 1_000;

/**
 * Sets or removes a user's manager (Graph, "Assign manager" and "Remove manager").
 *
 * @param managerId `null` removes the manager
 * @throws {InvalidInput} on `managerId`: `itself` for the user, `loop` when the user is a manager of the manager
 * @throws {NotFound} when there is no such user, or no such manager in the user's tenant
 */
export async function setManager(
  db: Database,
  userId: string,
  managerId: string | null,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const user = await checkManager(tx, userId, managerId);
    if (user.managerId === managerId) return;
    await tx.updateTable('directoryUser').set({ managerId }).where('id', '=', userId).execute();
  });
}

/** The checks of `setManager` alone: nothing is written. @returns the user. @throws as it does */
export async function checkManager(
  db: Database,
  userId: string,
  managerId: string | null,
): Promise<UserRow> {
  requireTypes({ managerId: managerId ?? undefined }, { managerId: 'string?' });
  const user = await requireUser(db, userId);
  if (managerId !== null) await requireManager(db, user, managerId);
  return user;
}

async function requireManager(db: Database, user: UserRow, managerId: string): Promise<void> {
  const refused = (code: string, message: string) =>
    new InvalidInput([{ property: 'managerId', code, message }]);
  if (managerId === user.id)
    throw refused('itself', `${user.displayName} cannot be their own manager.`);
  const manager = await findUserById(db, managerId);
  if (manager?.tenantId !== user.tenantId) throw new NotFound('user', managerId);
  let above: UserRow | undefined = manager;
  for (let steps = 0; above?.managerId && steps < LONGEST_CHAIN; steps += 1) {
    if (above.managerId === user.id)
      throw refused(
        'loop',
        `${user.displayName} is a manager of ${manager.displayName}, so ${manager.displayName} cannot be theirs.`,
      );
    above = await findUserById(db, above.managerId);
  }
}

/**
 * The manager of a user; `undefined` for none, and while the manager is deleted.
 *
 * @throws {NotFound} when there is no such user
 */
export async function managerOf(db: Database, userId: string): Promise<Manager | undefined> {
  const { managerId } = await requireUser(db, userId);
  if (managerId === null) return undefined;
  const manager = await findUserById(db, managerId);
  if (!manager) return undefined;
  const { id, displayName, userPrincipalName } = manager;
  return { id, displayName, userPrincipalName };
}
