import { type Person, reasonFor } from '../administration/sign-in-name.ts';
import type { TrustedProvider } from '../administration/trusted-provider.ts';
import type { CheckRun } from '../checking/check-run.ts';
import { readInstant } from '../checking/instant-window.ts';
import type { Database } from '../database/tables.ts';
import { plusSeconds } from '../instants.ts';
import { MAX_SESSION_SECONDS, type NewSession } from '../session/session.ts';
import { adviseAdministrator } from './advise-administrator.ts';
import type { AssertionSubject, Rules } from './checks/check.ts';
import { employee as employeeCheck } from './checks/employee.ts';
import { inResponseTo as inResponseToCheck } from './checks/in-response-to.ts';
import { replay as replayCheck } from './checks/replay.ts';
import { assertionChecks, envelopeChecks } from './checks/table.ts';
import { gatherFacts } from './gather-facts.ts';
import { adviseOnMismatch } from './name-mismatch.ts';
import { AlreadyUsed, NoLongerActive, openSessionOnce } from './open-session-once.ts';
import { readResponse } from './read-response.ts';
import { subjectOf, verifyMessage } from './verify-message.ts';
import type { DecryptionKey } from './verify-response.ts';

export interface Attempt {
  /** The form field as posted. */
  readonly encoded: string;
  readonly provider: TrustedProvider;
  readonly rules: Rules;
  readonly browserHash: string | undefined;
  readonly formerSessionHash: string | undefined;
  /** Called only when the response contains an encrypted assertion. */
  readonly decryptionKeys: () => Promise<readonly DecryptionKey[]>;
  /** Receives the decoded bytes as soon as they are available. */
  readonly keep: (xml: Uint8Array) => void;
}

/**
 * Accepts a response: reads it, checks the envelope, verifies the signature, then judges only what was verified, and opens one
 * session for it. A refusal changes nothing: the request that it answers can still be answered.
 *
 * @returns the secret of the new session
 * @throws {SpError} when a check fails
 */
export async function acceptResponse(
  db: Database,
  attempt: Attempt,
  run: CheckRun,
): Promise<string> {
  const { provider, rules } = attempt;
  let message: Uint8Array | undefined;
  const opened = readResponse(attempt.encoded, run, (xml) => {
    message = xml;
    attempt.keep(xml);
  });
  using response = opened.response;
  const { schemaErrors } = response;
  run.make(envelopeChecks, { rules, envelope: response.envelope, schemaErrors });

  const isEncrypted = response.envelope.encryptedAssertions > 0;
  const decryptionKeys = isEncrypted ? await attempt.decryptionKeys() : [];
  const verified = verifyMessage(opened, { provider, rules, decryptionKeys }, run);
  const { assertion } = verified;
  const { companyId } = provider;
  const { inResponseTo } = verified.envelope;
  const asked = { ...provider, inResponseTo, browserHash: attempt.browserHash, rules };
  const { pending, seenBefore, person } = await gatherFacts(db, assertion, asked);
  const { employee } = person;
  const subject = subjectOf(verified, { rules, pending, seenBefore, employee: employee?.email });
  run.make(assertionChecks, subject);
  if (!employee) return refusePerson(db, subject, provider, person, run);
  run.make([employeeCheck], subject);

  const session = newSession(subject, companyId, employee.id, run, message);
  const { formerSessionHash } = attempt;
  try {
    return await openSessionOnce(db, {
      assertion,
      requestId: inResponseTo,
      rules,
      session,
      formerSessionHash,
    });
  } catch (error) {
    if (error instanceof NoLongerActive)
      return refusePerson(
        db,
        { ...subject, employee: undefined },
        provider,
        { why: 'disabled' },
        run,
      );
    if (!(error instanceof AlreadyUsed)) throw error;
    if (error.what === 'assertion')
      return run.refuse(replayCheck, replayCheck.run({ ...subject, seenBefore: true }));
    return run.refuse(
      inResponseToCheck,
      inResponseToCheck.run({ ...subject, pending: { state: 'used' } }),
    );
  }
}

/** The page says the same whatever the reason is; the administrator is told it. */
async function refusePerson(
  db: Database,
  subject: AssertionSubject,
  { companyId, uniqueIdentifier }: TrustedProvider,
  { why = 'unknown' }: Person,
  run: CheckRun,
): Promise<never> {
  const finding = await adviseOnMismatch(db, companyId, subject);
  const nameId = subject.assertion.nameID?.value ?? '';
  const reason = await reasonFor(db, companyId, nameId, why);
  const forAdministrator = adviseAdministrator(reason, { nameId, uniqueIdentifier, finding });
  return run.refuse(employeeCheck, { ...finding, forAdministrator });
}

function newSession(
  { rules, verified, assertion }: AssertionSubject,
  companyId: string,
  employeeId: string,
  run: CheckRun,
  message: Uint8Array | undefined,
): NewSession {
  const { signed, algorithm, thumbprint } = verified;
  const { issuer, nameID, authnStatements } = assertion;
  const ends = authnStatements.map(({ sessionNotOnOrAfter }) => readInstant(sessionNotOnOrAfter));
  // SAML Core 2.7.2: our session does not outlive the one at the identity provider.
  const bounds = ends.filter((end) => end !== undefined).map((end) => end.getTime());
  const expiresAt = Math.min(plusSeconds(rules.now, MAX_SESSION_SECONDS).getTime(), ...bounds);
  const attributes = assertion.attributes.map(({ name, values }) => ({ name, values }));
  return {
    companyId,
    employeeId,
    nameId: nameID?.value ?? '',
    nameIdFormat: nameID?.format ?? null,
    nameQualifier: nameID?.nameQualifier ?? null,
    spNameQualifier: nameID?.spNameQualifier ?? null,
    sessionIndex: authnStatements[0]?.sessionIndex ?? null,
    signedInAt: rules.now,
    expiresAt: new Date(expiresAt),
    record: { signed, algorithm, thumbprint, issuer, attributes, checks: run.outcomes, message },
  };
}
