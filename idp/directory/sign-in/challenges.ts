import { createHash, randomInt, randomUUID, timingSafeEqual } from 'node:crypto';
import { prepared, type ValueOf } from '../../../store/prepared.ts';
import { hashSecret } from '../secrets.ts';
import type { ChallengeRow, Database } from '../tables.ts';

export interface NewChallenge {
  /** `ctx` of the sign-in: it counts for no other one. */
  ctx: string;
  userId: string;
  authMethodId: string;
  kind: ChallengeRow['kind'];
  /** Telephone number, e-mail address, or the names of the phones. */
  sentTo: string;
  /** Display name of what the user signs in to. */
  application: string;
  /** In milliseconds. */
  lifetime: number;
}

/** What was sent, as the sign-in pages see it. */
export interface Challenge {
  id: string;
  userId: string;
  /** The number to type on the phone; 0 when there is none. */
  number: number;
  state: ChallengeRow['state'] | 'expired';
}

/** After an approval the page or the client has so long to notice it. In milliseconds. */
export const PICK_UP = 60_000;

/** Sends a code, or asks for an approval; what the same sign-in sent before by this method counts no longer. */
export async function beginChallenge(
  db: Database,
  { ctx, lifetime, ...challenge }: NewChallenge,
  now: Date,
): Promise<Challenge> {
  const signInHash = hashSecret(ctx);
  const row: ChallengeRow = {
    ...challenge,
    id: randomUUID(),
    signInHash,
    secret: newSecretFor(challenge.kind),
    state: 'waiting',
    expires: new Date(now.getTime() + lifetime).toISOString(),
  };
  await db.transaction().execute(async (tx) => {
    await tx
      .deleteFrom('challenge')
      .where('signInHash', '=', signInHash)
      .where('authMethodId', '=', challenge.authMethodId)
      .execute();
    await tx.insertInto('challenge').values(row).execute();
  });
  return read(row, now);
}

/** Six digits; two digits, the first of which is no zero; nothing. */
function newSecretFor(kind: ChallengeRow['kind']): string {
  if (kind === 'code') return String(randomInt(1_000_000)).padStart(6, '0');
  return kind === 'number' ? String(randomInt(10, 100)) : '';
}

const ofSignIn = prepared(
  (db: Database, value: ValueOf<{ signInHash: string; authMethodId: string }>) =>
    db
      .selectFrom('challenge')
      .selectAll()
      .where('signInHash', '=', value('signInHash'))
      .where('authMethodId', '=', value('authMethodId')),
);

/** What a sign-in sent last by a method. */
export async function findChallenge(
  db: Database,
  ctx: string,
  authMethodId: string,
  now: Date,
): Promise<Challenge | undefined> {
  const row = await findRow(db, ctx, authMethodId);
  return row && read(row, now);
}

async function findRow(db: Database, ctx: string, authMethodId: string) {
  const [row] = (await ofSignIn(db, { signInHash: hashSecret(ctx), authMethodId })).rows;
  return row;
}

function read({ id, userId, kind, secret, state, expires }: ChallengeRow, now: Date): Challenge {
  const open = state === 'waiting' || state === 'approved';
  return {
    id,
    userId,
    number: kind === 'number' ? Number(secret) : 0,
    state: open && expires <= now.toISOString() ? 'expired' : state,
  };
}

/**
 * Checks a typed code that was sent to this user in this sign-in. It is accepted once. Compares in constant time.
 */
export async function useSentCode(
  db: Database,
  { ctx, userId, authMethodId }: Pick<NewChallenge, 'ctx' | 'userId' | 'authMethodId'>,
  typed: string,
  now: Date,
): Promise<'right' | 'wrong' | 'used' | 'expired'> {
  const row = await findRow(db, ctx, authMethodId);
  if (row?.kind !== 'code' || row.userId !== userId) return 'wrong';
  if (!isSame(row.secret, typed.replace(/\s/g, ''))) return 'wrong';
  const { state } = read(row, now);
  if (state === 'expired') return 'expired';
  return (await settle(db, row.id, 'waiting', 'used')) ? 'right' : 'used';
}

/** Takes an approval, which counts once. @returns whether there was one */
export const takeApproval = (db: Database, id: string): Promise<boolean> =>
  settle(db, id, 'approved', 'used');

async function settle(
  db: Database,
  id: string,
  from: ChallengeRow['state'],
  to: ChallengeRow['state'],
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('challenge')
    .set({ state: to })
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));
