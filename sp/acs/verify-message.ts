import type { ResponseEnvelope, VerifiedAssertion, VerifiedResponse } from '../../saml/response.ts';
import type { TrustedProvider } from '../administration/trusted-provider.ts';
import type { CheckRun } from '../checking/check-run.ts';
import type { AssertionSubject, Rules } from './checks/check.ts';
import { chooseConfirmation } from './checks/choose-confirmation.ts';
import { envelopeChecks } from './checks/table.ts';
import type { Opened } from './read-response.ts';
import { type DecryptionKey, verifyResponse } from './verify-response.ts';

/** Whose signatures count. */
export type Signers = Pick<TrustedProvider, 'certificates' | 'allowSha1'>;

/** A message that a configured key signed. */
export interface VerifiedMessage {
  readonly verified: VerifiedResponse;
  readonly assertion: VerifiedAssertion;
  /** As signed, if it was signed: the unverified one could be another document. */
  readonly envelope: ResponseEnvelope;
  /** Whose key signed. */
  readonly certificate: Signers['certificates'][number];
}

/**
 * Verifies the signature, decrypts, and checks the envelope again as it was signed.
 *
 * @throws {SpError} when a check fails
 */
export function verifyMessage(
  opened: Pick<Opened, 'response' | 'xml'>,
  {
    provider,
    rules,
    decryptionKeys,
  }: { provider: Signers; rules: Rules; decryptionKeys: readonly DecryptionKey[] },
  run: CheckRun,
): VerifiedMessage {
  const { response } = opened;
  const verified = verifyResponse(opened, provider, run, decryptionKeys);
  const { assertion, envelope = response.envelope } = verified;
  const certificate = provider.certificates.find(
    ({ thumbprint }) => thumbprint === verified.thumbprint,
  );
  if (!certificate) throw new TypeError('The verifier named a certificate that it was not given.');
  const { schemaErrors } = response;
  if (verified.envelope) run.make(envelopeChecks, { rules, envelope, schemaErrors });
  return { verified, assertion, envelope, certificate };
}

/** What the checks on the assertion are about. */
export function subjectOf(
  message: VerifiedMessage,
  known: Pick<AssertionSubject, 'rules' | 'pending' | 'seenBefore' | 'employee'>,
): AssertionSubject {
  const partial = { ...message, ...known };
  return { ...partial, confirmation: chooseConfirmation(partial) };
}
