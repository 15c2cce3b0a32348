import type { VerifiedAssertion } from '../../saml/response.ts';
import { indexKey } from '../../store/index-key.ts';
import { prepared, type ValueOf } from '../../store/prepared.ts';
import { readInstant } from '../checking/instant-window.ts';
import { MAX_AGE_SECONDS } from '../checking/limits.ts';
import type { Database } from '../database/tables.ts';
import { plusSeconds } from '../instants.ts';
import { consumeRequest } from '../pending/pending-request.ts';
import { rememberSignIn } from '../session/last-sign-in.ts';
import { endSession, type NewSession, openSession } from '../session/session.ts';
import type { Rules } from './checks/check.ts';

export interface Opening {
  readonly assertion: VerifiedAssertion;
  readonly requestId: string | undefined;
  readonly rules: Rules;
  readonly session: NewSession;
  /** The session that this browser had; it ends, so that every sign-in has a new session id. */
  readonly formerSessionHash: string | undefined;
}

/** The assertion or the request was consumed before; nothing was changed. */
export class AlreadyUsed extends Error {
  readonly what: 'assertion' | 'request';

  constructor(what: AlreadyUsed['what']) {
    super(`This ${what} was used in the meantime.`);
    this.name = 'AlreadyUsed';
    this.what = what;
  }
}

/** The employee was disabled or removed in the meantime; nothing was changed. */
export class NoLongerActive extends Error {
  override readonly name = 'NoLongerActive';
}

/** By which an assertion that was accepted is known. */
export const seenKey = ({ issuer, id }: VerifiedAssertion) => ({
  issuer: indexKey(issuer),
  assertionId: indexKey(id),
});

type Seen = { issuer: string; assertionId: string; keepUntil: string };

const insertSeen = prepared((db: Database, value: ValueOf<Seen>) =>
  db
    .insertInto('seenAssertion')
    .values({
      issuer: value('issuer'),
      assertionId: value('assertionId'),
      keepUntil: value('keepUntil'),
    })
    .onConflict((c) => c.doNothing()),
);

const selectActive = prepared((db: Database, value: ValueOf<{ employeeId: string }>) =>
  db
    .selectFrom('employee')
    .select('id')
    .where('id', '=', value('employeeId'))
    .where('active', '=', 1),
);

/**
 * Consumes the request and the assertion and opens the session, in one transaction: of twenty identical responses that arrive
 * together, one gets a session. The unique constraint decides, so this holds across replicas.
 *
 * @returns the secret for the session cookie
 * @throws {AlreadyUsed} when the assertion or the request was consumed before
 * @throws {NoLongerActive} when the employee was disabled or removed in the meantime
 */
export async function openSessionOnce(db: Database, opening: Opening): Promise<string> {
  const { assertion, requestId, rules, session, formerSessionHash } = opening;
  return db.transaction().execute(async (tx) => {
    const { numAffectedRows } = await insertSeen(tx, {
      ...seenKey(assertion),
      keepUntil: keepUntil(assertion, rules).toISOString(),
    });
    if (numAffectedRows !== 1n) throw new AlreadyUsed('assertion');
    if (requestId !== undefined && !(await consumeRequest(tx, requestId, rules.now)))
      throw new AlreadyUsed('request');
    // Transactions run one after another: who is disabled after this loses the session that it opens.
    const { rows } = await selectActive(tx, { employeeId: session.employeeId });
    if (rows.length === 0) throw new NoLongerActive('This employee is no longer active.');
    if (formerSessionHash !== undefined) await endSession(tx, formerSessionHash);
    await rememberSignIn(tx, {
      employeeId: session.employeeId,
      initiator: requestId === undefined ? 'idp' : 'sp',
      at: rules.now.toISOString(),
    });
    return openSession(tx, session);
  });
}

/**
 * The last instant at which the assertion could be accepted: the latest NotOnOrAfter of its confirmations or the limit of
 * `freshness`, whichever is later, plus the skew.
 */
function keepUntil(assertion: VerifiedAssertion, { now, skewSeconds }: Rules): Date {
  const ends = assertion.subjectConfirmations.map(({ notOnOrAfter }) => readInstant(notOnOrAfter));
  const last = Math.max(
    now.getTime() + MAX_AGE_SECONDS * 1000,
    ...ends.map((end) => end?.getTime() ?? 0),
  );
  return plusSeconds(new Date(last), skewSeconds);
}
