import { hashPassword } from '../../../passwords/password-hash.ts';
import type { Database } from '../tables.ts';
import { insertUsers, type NewUser } from './new-user.ts';

/**
 * Creates many users in one transaction and checks no rule, for tenants of 100,000 users in seconds. The caller vouches for the
 * values: a bad one, a taken name or an unknown tenant makes SQLite throw, or is stored as it is. Users with the same
 * password share one salt, so equal passwords of one call can be told from the table.
 *
 * @returns their ids, in order
 */
export async function importUsersUnchecked(
  db: Database,
  users: readonly NewUser[],
  now: Date,
): Promise<string[]> {
  const distinct = [...new Set(users.map(({ password }) => password))];
  const hashes = new Map(
    await Promise.all(
      distinct.map(async (password) => [password, await hashPassword(password)] as const),
    ),
  );
  const hashed = users.map((user) => ({ ...user, passwordHash: hashes.get(user.password) ?? '' }));
  return db.transaction().execute((tx) => insertUsers(tx, hashed, now));
}
