import type { KeyObject } from 'node:crypto';
import type { VerifiedResponse } from '../../saml/response.ts';
import type { TrustedProvider } from '../administration/trusted-provider.ts';
import type { CheckRun } from '../checking/check-run.ts';
import { type CodedCheck, checkOf } from '../checking/coded-check.ts';
import { decryptionChecks, signatureChecks } from './checks/coded.ts';
import type { Opened } from './read-response.ts';
import { sentCertificate } from './sent-certificate.ts';

const verifyingChecks = [...signatureChecks, ...decryptionChecks];

/**
 * The verified content of a response: everything past this point is read from it alone.
 *
 * @throws {SpError} by `run`
 */
export function verifyResponse(
  { response, xml }: Opened,
  provider: TrustedProvider,
  run: CheckRun,
  decryptionKeys: readonly KeyObject[],
): VerifiedResponse {
  const { certificates, allowSha1 } = provider;
  try {
    const verified = response.verify({ certificates, allowSha1, decryptionKeys });
    for (const check of verifyingChecks)
      run.pass(check, { expected: expected(check, provider), found: check.found(verified) });
    return verified;
  } catch (error) {
    const failed = checkOf(verifyingChecks, error);
    if (!failed || !(error instanceof Error)) throw error;
    for (const check of verifyingChecks.slice(0, verifyingChecks.indexOf(failed)))
      run.pass(check, { expected: expected(check, provider), found: 'as expected' });
    return run.refuse(failed, {
      expected: expected(failed, provider),
      found: `${error.message}${carried(failed, xml)}`,
    });
  }
}

function expected(
  check: CodedCheck<VerifiedResponse>,
  { certificates, allowSha1 }: TrustedProvider,
) {
  if (check.name === 'signature_algorithm' && allowSha1) return `${check.expected}, or SHA-1`;
  if (check.name !== 'signature_key') return check.expected;
  if (certificates.length === 0) return 'a configured certificate; none is configured';
  return certificates.map(({ thumbprint }) => thumbprint).join(' or ');
}

/** The key that a message says it was signed with is shown where the key is what is wrong; it is never used. */
function carried({ name }: CodedCheck<VerifiedResponse>, xml: Uint8Array): string {
  const certificate = name === 'signature_key' ? sentCertificate(xml) : undefined;
  return certificate ? ` The message carries certificate ${certificate}.` : '';
}
