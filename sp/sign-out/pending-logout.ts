import type { Database } from '../database/tables.ts';
import { plusSeconds } from '../instants.ts';

/** How long the identity provider has to answer. */
const LIFETIME_SECONDS = 15 * 60;

export type PendingLogoutState =
  | 'waiting'
  | 'unknown'
  | 'expired'
  | 'used'
  | 'other_browser'
  | 'other_company';

/** Stores a LogoutRequest that is about to be sent, bound to the browser that sends it. */
export async function rememberLogout(
  db: Database,
  {
    id,
    companyId,
    browserHash,
    now,
  }: { now: Date } & Record<'id' | 'companyId' | 'browserHash', string>,
): Promise<void> {
  const expiresAt = plusSeconds(now, LIFETIME_SECONDS).toISOString();
  await db
    .insertInto('pendingLogout')
    .values({ id, companyId, browserHash, expiresAt, usedAt: null })
    .execute();
}

/** State of the LogoutRequest `id`, for a response that this company received from this browser. Changes nothing. */
export async function findPendingLogout(
  db: Database,
  id: string | undefined,
  receiver: { companyId: string; browserHash: string | undefined; now: Date },
): Promise<PendingLogoutState> {
  if (id === undefined) return 'unknown';
  const row = await db
    .selectFrom('pendingLogout')
    .select(['companyId', 'browserHash', 'expiresAt', 'usedAt'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return 'unknown';
  if (row.companyId !== receiver.companyId) return 'other_company';
  if (row.browserHash !== receiver.browserHash) return 'other_browser';
  if (row.usedAt !== null) return 'used';
  return row.expiresAt <= receiver.now.toISOString() ? 'expired' : 'waiting';
}

/** Marks it as answered. @returns false when another response was faster */
export async function consumeLogout(db: Database, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('pendingLogout')
    .set({ usedAt: now.toISOString() })
    .where('id', '=', id)
    .where('usedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}
