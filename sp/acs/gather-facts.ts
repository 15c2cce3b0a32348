import type { VerifiedAssertion } from '../../saml/response.ts';
import { prepared, type ValueOf } from '../../store/prepared.ts';
import type { UniqueIdentifier } from '../administration/provisioning.ts';
import { findPerson, type Person } from '../administration/sign-in-name.ts';
import type { Database } from '../database/tables.ts';
import { findPending, type PendingState } from '../pending/pending-request.ts';
import type { Rules } from './checks/check.ts';
import { seenKey } from './open-session-once.ts';

/** What our own database knows about a verified assertion. Reads only. */
export interface Facts {
  readonly pending: PendingState | undefined;
  readonly seenBefore: boolean;
  readonly person: Person;
}

/** Looks up what the checks on the assertion need: the request that it answers, whether it was accepted before, which employee it names. */
export async function gatherFacts(
  db: Database,
  assertion: VerifiedAssertion,
  {
    inResponseTo,
    companyId,
    uniqueIdentifier,
    browserHash,
    rules,
  }: {
    inResponseTo: string | undefined;
    companyId: string;
    uniqueIdentifier: UniqueIdentifier;
    browserHash: string | undefined;
    rules: Rules;
  },
): Promise<Facts> {
  const receiver = { companyId, browserHash, now: rules.now };
  const pending =
    inResponseTo === undefined ? undefined : await findPending(db, inResponseTo, receiver);
  // A waiting request has no accepted answer yet, so this assertion cannot have been accepted before.
  const seenBefore = pending?.state === 'waiting' ? false : await wasSeen(db, assertion);
  const nameId = assertion.nameID?.value ?? '';
  const person = await findPerson(db, { companyId, uniqueIdentifier }, nameId);
  return { pending, seenBefore, person };
}

const selectSeen = prepared(
  (db: Database, value: ValueOf<{ issuer: string; assertionId: string }>) =>
    db
      .selectFrom('seenAssertion')
      .select('assertionId')
      .where('issuer', '=', value('issuer'))
      .where('assertionId', '=', value('assertionId')),
);

async function wasSeen(db: Database, assertion: VerifiedAssertion): Promise<boolean> {
  const { rows } = await selectSeen(db, seenKey(assertion));
  return rows.length > 0;
}
