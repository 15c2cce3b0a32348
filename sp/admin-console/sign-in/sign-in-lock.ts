import { lockSeconds } from '../../../passwords/lock-duration.ts';
import type { Database } from '../../database/tables.ts';
import { plusSeconds } from '../../instants.ts';

/** Failures in a row before the lock, as in Entra (entra-admin.md 1.10). */
export const FREE_ATTEMPTS = 10;

/** Failures older than this are forgotten, and those of a clock that was ahead by more than this and was set back. */
const KEEP_SECONDS = 24 * 60 * 60;
const AHEAD_SECONDS = 60;

/**
 * Counts a sign-in as failed before its password is checked, so that a hundred attempts at once count like a
 * hundred in a row. A success resets the count (`forgetFailures`). Unknown addresses are counted like others, so that a
 * lock reveals nothing about them.
 *
 * @returns until when the address is locked, or undefined when the password may be checked
 */
export async function countAttempt(
  db: Database,
  emailKey: string,
  now: Date,
): Promise<Date | undefined> {
  await db
    .deleteFrom('administratorSignInFailure')
    .where('emailKey', '=', emailKey)
    .where((e) =>
      e.or([
        e('lastAt', '<', plusSeconds(now, -KEEP_SECONDS).toISOString()),
        e('lastAt', '>', plusSeconds(now, AHEAD_SECONDS).toISOString()),
      ]),
    )
    .execute();
  const before = await db
    .selectFrom('administratorSignInFailure')
    .select(['failures', 'lockedUntil'])
    .where('emailKey', '=', emailKey)
    .executeTakeFirst();
  const lockedUntil = before?.lockedUntil;
  if (lockedUntil && lockedUntil > now.toISOString()) return new Date(lockedUntil);
  const lastAt = now.toISOString();
  const { failures } = await db
    .insertInto('administratorSignInFailure')
    .values({ emailKey, failures: 1, lastAt, lockedUntil: null })
    .onConflict((c) =>
      c.column('emailKey').doUpdateSet((builder) => ({
        failures: builder('administratorSignInFailure.failures', '+', 1),
        lastAt,
      })),
    )
    .returning('failures')
    .executeTakeFirstOrThrow();
  if (failures < FREE_ATTEMPTS) return undefined;
  const until = plusSeconds(now, lockSeconds(failures - FREE_ATTEMPTS));
  await lock(db, emailKey, until);
  // After the free attempts, only the first of several simultaneous ones is checked.
  const alone = failures === (before?.failures ?? 0) + 1;
  return failures === FREE_ATTEMPTS || alone ? undefined : until;
}

/** Resets the failures of an address after a successful sign-in. */
export async function forgetFailures(db: Database, emailKey: string): Promise<void> {
  await db.deleteFrom('administratorSignInFailure').where('emailKey', '=', emailKey).execute();
}

async function lock(db: Database, emailKey: string, until: Date): Promise<void> {
  await db
    .updateTable('administratorSignInFailure')
    .set({ lockedUntil: until.toISOString() })
    .where('emailKey', '=', emailKey)
    .execute();
}
