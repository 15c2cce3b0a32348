import { sql } from 'kysely';
import { prepared, type ValueOf } from '../../store/prepared.ts';
import type { Database, Tables } from '../database/tables.ts';
import { plusSeconds } from '../instants.ts';

/** How long a person has to sign in at the identity provider. */
const LIFETIME_SECONDS = 15 * 60;

/** Requests that one browser may have under way at once, one for each tab. The oldest are dropped. */
const MAX_PER_BROWSER = 10;

/** What we know of the request that a response answers. */
export type PendingState =
  | { readonly state: 'unknown' | 'expired' | 'used' | 'other_browser' | 'other_company' }
  | {
      readonly state: 'waiting';
      readonly issuedAt: Date;
      readonly forceAuthn: boolean;
      readonly requestedAuthnContext: string | null;
    };

export interface NewPendingRequest {
  /** ID of the AuthnRequest. */
  readonly id: string;
  readonly companyId: string;
  readonly browserHash: string;
  readonly forceAuthn: boolean;
  readonly requestedAuthnContext: string | null;
  readonly now: Date;
}

type NewRow = Omit<Tables['pendingRequest'], 'usedAt'>;

const insertPending = prepared((db: Database, value: ValueOf<NewRow>) =>
  db.insertInto('pendingRequest').values({
    id: value('id'),
    companyId: value('companyId'),
    browserHash: value('browserHash'),
    forceAuthn: value('forceAuthn'),
    requestedAuthnContext: value('requestedAuthnContext'),
    issuedAt: value('issuedAt'),
    expiresAt: value('expiresAt'),
  }),
);

/** Stores a request that is about to be sent, bound to the browser that sends it. */
export async function rememberRequest(
  db: Database,
  { now, forceAuthn, ...request }: NewPendingRequest,
): Promise<void> {
  await insertPending(db, {
    ...request,
    forceAuthn: Number(forceAuthn),
    issuedAt: now.toISOString(),
    expiresAt: plusSeconds(now, LIFETIME_SECONDS).toISOString(),
  });
  await dropOldest(db, request.browserHash);
}

const selectSurplus = prepared((db: Database, value: ValueOf<{ browserHash: string }>) =>
  db
    .selectFrom('pendingRequest')
    .select('id')
    .where('browserHash', '=', value('browserHash'))
    .where('usedAt', 'is', null)
    .orderBy('issuedAt', 'desc')
    .orderBy(sql`rowid`, 'desc')
    .limit(MAX_PER_BROWSER)
    .offset(MAX_PER_BROWSER),
);

async function dropOldest(db: Database, browserHash: string): Promise<void> {
  const { rows: surplus } = await selectSurplus(db, { browserHash });
  if (surplus.length === 0) return;
  const ids = surplus.map(({ id }) => id);
  await db.deleteFrom('pendingRequest').where('id', 'in', ids).execute();
}

const selectPending = prepared((db: Database, value: ValueOf<{ id: string }>) =>
  db
    .selectFrom('pendingRequest')
    .select(['companyId', 'browserHash', 'issuedAt', 'expiresAt', 'usedAt'])
    .select(['forceAuthn', 'requestedAuthnContext'])
    .where('id', '=', value('id')),
);

/** State of the request `id`, for a response that this company received from this browser. Changes nothing. */
export async function findPending(
  db: Database,
  id: string,
  receiver: { companyId: string; browserHash: string | undefined; now: Date },
): Promise<PendingState> {
  const [row] = (await selectPending(db, { id })).rows;
  if (!row) return { state: 'unknown' };
  if (row.companyId !== receiver.companyId) return { state: 'other_company' };
  if (row.browserHash !== receiver.browserHash) return { state: 'other_browser' };
  if (row.usedAt !== null) return { state: 'used' };
  if (row.expiresAt <= receiver.now.toISOString()) return { state: 'expired' };
  const { requestedAuthnContext } = row;
  const forceAuthn = row.forceAuthn === 1;
  return { state: 'waiting', issuedAt: new Date(row.issuedAt), forceAuthn, requestedAuthnContext };
}

const markUsed = prepared((db: Database, value: ValueOf<{ id: string; usedAt: string }>) =>
  db
    .updateTable('pendingRequest')
    .set({ usedAt: value('usedAt') })
    .where('id', '=', value('id'))
    .where('usedAt', 'is', null),
);

/**
 * Marks the request as answered; part of the transaction that opens the session.
 *
 * @returns false when another response was faster
 */
export async function consumeRequest(tx: Database, id: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await markUsed(tx, { id, usedAt: now.toISOString() });
  return numAffectedRows === 1n;
}
