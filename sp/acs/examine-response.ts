import type { KeyObject } from 'node:crypto';
import { CheckRun } from '../checking/check-run.ts';
import { showNow } from '../checking/instant-window.ts';
import { type CheckRecord, type Refusal, SpError } from '../checking/sp-error.ts';
import type { PendingState } from '../pending/pending-request.ts';
import type { Rules } from './checks/check.ts';
import { assertionChecks, envelopeChecks, signIn } from './checks/table.ts';
import { readResponse } from './read-response.ts';
import { type Signers, subjectOf, verifyMessage } from './verify-message.ts';

/** What a service provider knew when it got a response. */
export interface ResponseReceiver
  extends Pick<Rules, 'entityId' | 'acsUrl' | 'idpEntityId' | 'now' | 'skewSeconds'> {
  /** Trusted to sign. */
  readonly signers: Signers;
  readonly decryptionKeys: readonly KeyObject[];
  /** The request that the response answers; undefined for none, which is then allowed. */
  readonly pending: PendingState | undefined;
  /** Its assertion was accepted before. */
  readonly seenBefore: boolean;
}

export interface ExaminedResponse {
  /** Every check in order, also those not reached. */
  readonly checks: readonly CheckRecord[];
  /** The checks that failed, in order: the first decides. */
  readonly refusals: readonly Refusal[];
}

/** Checks that are about samlab's own forms and employees, or about an address that no capture shows. */
const elsewhere = ['binding', 'company', 'single_sign_on', 'employee', 'confirmation_address'];

/**
 * Makes the checks of the assertion consumer service on a response of any two parties, without a database, and goes on after a failure as far as
 * the message allows: past a signature that is not valid nothing is read, and an error of the identity provider has no assertion.
 *
 * @param encoded as in the form field: base64 of the XML
 */
export function examineResponse(encoded: string, receiver: ResponseReceiver): ExaminedResponse {
  const run = new CheckRun(signIn, { goOn: true });
  const { now, skewSeconds, entityId, acsUrl, idpEntityId } = receiver;
  const rules: Rules = {
    ...{ now, skewSeconds, entityId, acsUrl, idpEntityId },
    shownNow: showNow(now, skewSeconds),
    allowUnsolicited: true,
    allowExpiredCertificate: false,
    clientAddress: '',
  };
  try {
    makeChecks(encoded, receiver, rules, run);
  } catch (error) {
    if (!(error instanceof SpError)) throw error;
  }
  return {
    checks: run.records.filter(({ name }) => !elsewhere.includes(name)),
    refusals: run.refusals.filter(({ check }) => !elsewhere.includes(check)),
  };
}

function makeChecks(encoded: string, receiver: ResponseReceiver, rules: Rules, run: CheckRun) {
  const opened = readResponse(encoded, run, () => {});
  using response = opened.response;
  const { envelope, schemaErrors } = response;
  run.make(envelopeChecks, { rules, envelope, schemaErrors });
  if (run.refusals.some(({ check }) => check === 'status')) return;
  const { signers: provider, pending, seenBefore } = receiver;
  const decryptionKeys = receiver.decryptionKeys.map((privateKey) => ({ privateKey }));
  const verified = verifyMessage(opened, { provider, rules, decryptionKeys }, run);
  const subject = subjectOf(verified, { rules, pending, seenBefore, employee: undefined });
  run.make(assertionChecks, subject);
}
