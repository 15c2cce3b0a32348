import { lockSeconds } from '../../../passwords/lock-duration.ts';
import { clouds } from '../../cloud/clouds.ts';
import type { Database, SignInFailureRow, UserRow } from '../tables.ts';
import { cloudOf } from '../tenants/tenants.ts';

/** One attempt with a password or a code, which are counted separately. */
export interface SignInAttempt {
  tenantId: string;
  userId: string;
  factor: 'password' | 'code';
}

/** Repeating one of the last wrong passwords is not counted again (entra-admin.md 1.10). */
const REMEMBERED = 3;

type Verdict = 'right' | 'wrong' | 'locked';

const failuresOf = (db: Database, { userId, factor }: SignInAttempt) =>
  db
    .selectFrom('signInFailure')
    .selectAll()
    .where('userId', '=', userId)
    .where('factor', '=', factor);

/** End of the lock for this factor; `undefined` when the account is not locked. */
export async function lockedUntil(
  db: Database,
  attempt: SignInAttempt,
  now: Date,
): Promise<string | undefined> {
  const row = await failuresOf(db, attempt).executeTakeFirst();
  return row && lockEndOfRow(row, await thresholdOf(db, attempt.tenantId), now);
}

/** End of the longest lock of a user; `undefined` when the account is not locked. */
export async function lockEndOf(
  db: Database,
  { id, tenantId }: Pick<UserRow, 'id' | 'tenantId'>,
  now: Date,
): Promise<string | undefined> {
  const rows = await db.selectFrom('signInFailure').selectAll().where('userId', '=', id).execute();
  const threshold = await thresholdOf(db, tenantId);
  return rows
    .flatMap((row) => lockEndOfRow(row, threshold, now) ?? [])
    .toSorted()
    .at(-1);
}

const thresholdOf = async (db: Database, tenantId: string): Promise<number> =>
  clouds[await cloudOf(db, tenantId)].lockoutThreshold;

/** A lock that lasts longer than a lock can was begun by a clock that was ahead and was set back: it has ended. */
function lockEndOfRow(row: SignInFailureRow, threshold: number, now: Date): string | undefined {
  const { lockedUntil: end, failures } = row;
  const isLocked =
    end !== null && end > now.toISOString() && end <= lockEnd(failures - threshold, now);
  return isLocked ? end : undefined;
}

/**
 * Smart lockout (entra-admin.md 1.10): ten consecutive failures, three in the US Government cloud, lock the account for a while.
 * Call it after the secret was compared, so that of a hundred simultaneous attempts at most ten learn the result. A success resets
 * the count.
 *
 * @param right whether the secret was right
 * @param typed the derived key of a wrong password, to recognise repetitions; without it every failure counts
 */
export async function settleAttempt(
  db: Database,
  attempt: SignInAttempt,
  { right, typed }: { right: boolean; typed?: string | undefined },
  now: Date,
): Promise<Verdict> {
  if (right && !(await failuresOf(db, attempt).executeTakeFirst())) return 'right';
  const threshold = await thresholdOf(db, attempt.tenantId);
  return db.transaction().execute(async (tx) => {
    const { userId, factor } = attempt;
    const row = await failuresOf(tx, attempt).executeTakeFirst();
    if (row && lockEndOfRow(row, threshold, now)) return 'locked';
    if (right) {
      await tx
        .deleteFrom('signInFailure')
        .where('userId', '=', userId)
        .where('factor', '=', factor)
        .execute();
      return 'right';
    }
    const recent: string[] = row ? JSON.parse(row.recent) : [];
    if (typed !== undefined && recent.includes(typed)) return 'wrong';
    const failures = (row?.failures ?? 0) + 1;
    const values = {
      failures,
      recent: JSON.stringify(typed === undefined ? [] : [typed, ...recent].slice(0, REMEMBERED)),
      lockedUntil: failures < threshold ? null : lockEnd(failures - threshold, now),
    };
    await tx
      .insertInto('signInFailure')
      .values({ userId, factor, ...values })
      .onConflict((c) => c.columns(['userId', 'factor']).doUpdateSet(values))
      .execute();
    return 'wrong';
  });
}

const lockEnd = (beyond: number, now: Date): string =>
  new Date(now.getTime() + lockSeconds(beyond) * 1000).toISOString();
