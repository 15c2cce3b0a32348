import { sql } from 'kysely';
import { requireTypes } from '../../../input/argument-types.ts';
import { InvalidInput } from '../../../input/invalid-input.ts';
import { NotFound } from '../../../input/not-found.ts';
import type { ChallengeRow, Database } from '../tables.ts';
import { PICK_UP } from './challenges.ts';

/** What is on the phones and in the mailboxes of the users: nothing is really sent, the lab shows it. */

interface OnPhone {
  id: string;
  userPrincipalName: string;
  displayName: string;
  /** Entra's name of the method, such as `OneWaySMS` (entra-saml.md 9.1). */
  authMethodId: string;
  /** Telephone number, e-mail address, or the names of the phones. */
  sentTo: string;
  /** Display name of what the user signs in to. */
  application: string;
  secondsLeft: number;
}

/** A question whether a sign-in is the user's. */
export interface PendingApproval extends OnPhone {
  /** `number`: the phone asks for the number on the sign-in page; `call`: it asks for a key. */
  kind: 'number' | 'call';
}

/** A code in a text message or an e-mail. */
export interface SentCode extends OnPhone {
  /** Six digits. */
  code: string;
  /** It is not accepted again. */
  used: boolean;
}

/** The number as the sign-in page shows it; or the key that confirms a call, or one of the two ways to refuse. */
export type ApprovalAnswer = { number: number } | 'approve' | 'deny' | 'report';

/** Of each, this many are shown. */
const SHOWN = 50;

/** The questions that wait for an answer in a tenant, the latest first; 50 at most. */
export async function pendingApprovals(
  db: Database,
  tenantId: string,
  now: Date,
): Promise<PendingApproval[]> {
  const rows = await live(db, tenantId, now)
    .where('challenge.kind', '!=', 'code')
    .where('challenge.state', '=', 'waiting')
    .execute();
  return rows.map((row) => ({
    ...onPhone(row, now),
    kind: row.kind === 'call' ? 'call' : 'number',
  }));
}

/** The codes that were sent to users of a tenant and have not expired, those that last longest first; 50 at most. */
export async function sentCodes(db: Database, tenantId: string, now: Date): Promise<SentCode[]> {
  const rows = await live(db, tenantId, now).where('challenge.kind', '=', 'code').execute();
  return rows.map((row) => ({
    ...onPhone(row, now),
    code: row.secret,
    used: row.state === 'used',
  }));
}

const live = (db: Database, tenantId: string, now: Date) =>
  db
    .selectFrom('challenge')
    // CROSS JOIN: SQLite starts from the challenges, which are few.
    .crossJoin('directoryUser as user')
    .selectAll('challenge')
    .select(['user.userPrincipalName', 'user.displayName'])
    .whereRef('user.id', '=', 'challenge.userId')
    .where('user.tenantId', '=', tenantId)
    .where('challenge.expires', '>', now.toISOString())
    .orderBy('challenge.expires', 'desc')
    .orderBy(sql`challenge.rowid`, 'desc')
    .limit(SHOWN);

type Row = Awaited<ReturnType<ReturnType<typeof live>['execute']>>[number];

const onPhone = (row: Row, now: Date): OnPhone => ({
  id: row.id,
  userPrincipalName: row.userPrincipalName,
  displayName: row.displayName,
  authMethodId: row.authMethodId,
  sentTo: row.sentTo,
  application: row.application,
  secondsLeft: Math.ceil((Date.parse(row.expires) - now.getTime()) / 1000),
});

/**
 * Answers on the user's phone. Another number than the one on the sign-in page denies the sign-in (assumed).
 *
 * @returns what the sign-in page learns
 * @throws {InvalidInput} when a number is missing, or is given to a call
 * @throws {NotFound} when no question with this id waits for an answer
 */
export async function answerApproval(
  db: Database,
  id: string,
  answer: ApprovalAnswer,
  now: Date,
): Promise<'approved' | 'denied' | 'reported'> {
  requireTypes({ approvalId: id }, { approvalId: 'string' });
  const waiting = () =>
    db
      .selectFrom('challenge')
      .select(['kind', 'secret'])
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .where('expires', '>', now.toISOString());
  const asked = await waiting().executeTakeFirst();
  if (!asked) throw new NotFound('approval', id);
  const state = stateAfter(asked, answer);
  const { numUpdatedRows } = await db
    .updateTable('challenge')
    .set({
      state,
      ...(state === 'approved' && { expires: new Date(now.getTime() + PICK_UP).toISOString() }),
    })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) throw new NotFound('approval', id);
  return state;
}

function stateAfter(
  { kind, secret }: Pick<ChallengeRow, 'kind' | 'secret'>,
  answer: ApprovalAnswer,
) {
  if (answer === 'deny') return 'denied';
  if (answer === 'report') return 'reported';
  if (kind === 'call') {
    if (answer === 'approve') return 'approved';
    throw wrongAnswer("A call is answered with 'approve', 'deny' or 'report'.");
  }
  const number: unknown = typeof answer === 'object' && answer !== null ? answer.number : undefined;
  if (!Number.isInteger(number))
    throw wrongAnswer('Enter the number that the sign-in page shows: { number: 42 }.');
  return String(number) === secret ? 'approved' : 'denied';
}

const wrongAnswer = (message: string) =>
  new InvalidInput([{ property: 'answer', code: 'answer', message }]);
