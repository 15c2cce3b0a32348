import { lockSeconds } from '../../../passwords/lock-duration.ts';
import { clouds } from '../../cloud/clouds.ts';
import type { Database } from '../tables.ts';
import { cloudOf } from '../tenants/tenants.ts';

/** One attempt at a password or at a code. Both are counted, each for itself. */
export interface SignInAttempt {
  tenantId: string;
  userId: string;
  factor: 'password' | 'code';
}

/** Of so many wrong passwords a repetition is not counted again (entra-admin.md 1.10). */
const REMEMBERED = 3;

type Verdict = 'right' | 'wrong' | 'locked';

const failuresOf = (db: Database, { userId, factor }: SignInAttempt) =>
  db
    .selectFrom('signInFailure')
    .selectAll()
    .where('userId', '=', userId)
    .where('factor', '=', factor);

/** Until when the account is locked for this factor; `undefined` when it is not. */
export async function lockedUntil(
  db: Database,
  attempt: SignInAttempt,
  now: Date,
): Promise<string | undefined> {
  const row = await failuresOf(db, attempt).executeTakeFirst();
  return row?.lockedUntil && row.lockedUntil > now.toISOString() ? row.lockedUntil : undefined;
}

/** Until when a user is locked for one factor or the other; `undefined` when for none. */
export async function lockEndOf(db: Database, userId: string, now: Date) {
  const row = await db
    .selectFrom('signInFailure')
    .select('lockedUntil')
    .where('userId', '=', userId)
    .where('lockedUntil', '>', now.toISOString())
    .orderBy('lockedUntil', 'desc')
    .executeTakeFirst();
  return row?.lockedUntil ?? undefined;
}

/**
 * Smart lockout (entra-admin.md 1.10): after ten failures in a row, three in the US Government cloud, nothing is right for a while.
 * It is asked once the secret has been compared, so that of a hundred attempts at once no more than ten are told what they found;
 * a success begins anew.
 *
 * @param right whether the secret was right
 * @param typed what stands for a wrong password, and cannot be turned into it; without it each failure counts
 */
export async function settleAttempt(
  db: Database,
  attempt: SignInAttempt,
  { right, typed }: { right: boolean; typed?: string | undefined },
  now: Date,
): Promise<Verdict> {
  if (right && !(await failuresOf(db, attempt).executeTakeFirst())) return 'right';
  const threshold = clouds[await cloudOf(db, attempt.tenantId)].lockoutThreshold;
  return db.transaction().execute(async (tx) => {
    const { userId, factor } = attempt;
    const row = await failuresOf(tx, attempt).executeTakeFirst();
    if (row?.lockedUntil && row.lockedUntil > now.toISOString()) return 'locked';
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
