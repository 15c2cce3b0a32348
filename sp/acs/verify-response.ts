import type { KeyObject } from 'node:crypto';
import { readCertificate, thumbprint } from '../../certs/certificate.ts';
import type { SamlError } from '../../saml/errors.ts';
import type { VerifiedResponse } from '../../saml/response.ts';
import type { TrustedProvider } from '../administration/trusted-provider.ts';
import type { CheckInfo } from '../checking/check.ts';
import type { CheckRun } from '../checking/check-run.ts';
import type { CodedCheck } from '../checking/coded-check.ts';
import { decryptionChecks, signatureChecks } from './checks/coded.ts';
import type { Opened } from './read-response.ts';

const verifyingChecks = [...signatureChecks, ...decryptionChecks];

/**
 * The verified content of a response: everything past this point is read from it alone.
 *
 * @throws {SpError} by `run`
 */
export function verifyResponse(
  { response }: Opened,
  provider: TrustedProvider,
  run: CheckRun,
  decryptionKeys: readonly KeyObject[],
): VerifiedResponse {
  const { certificates, allowSha1 } = provider;
  const checks = verifyingChecks.map((each) => ({ ...each, expected: expected(each, provider) }));
  const verify = () => response.verify({ certificates, allowSha1, decryptionKeys });
  return run.makeCoded(checks, verify, { foundIn });
}

function expected(
  check: CodedCheck<VerifiedResponse>,
  { certificates, allowSha1 }: TrustedProvider,
) {
  if (check.name === 'signature_algorithm' && allowSha1) return `${check.expected}, or SHA-1`;
  if (check.name !== 'signature_key') return check.expected;
  if (certificates.length === 0) return 'a configured certificate; none is configured';
  return certificates.map((certificate) => certificate.thumbprint).join(' or ');
}

/** The key that a message says it was signed with is shown where the key is what is wrong; it is never used. */
function foundIn({ name }: CheckInfo, { message, detail }: SamlError): string {
  const certificate = name === 'signature_key' ? sentCertificate(detail) : undefined;
  return certificate ? `${message} The message carries certificate ${certificate}.` : message;
}

/** Base64 characters; a certificate has some 1500. */
const MAX_LENGTH = 16_384;

/**
 * The thumbprint and subject of the certificate that a signature carries in its KeyInfo, to tell a person which one it was signed with.
 * It is unverified and decides nothing (SAML Core 5.4.5); undefined when there is none that can be read.
 */
function sentCertificate(base64: string): string | undefined {
  if (base64 === '' || base64.length > MAX_LENGTH) return undefined;
  try {
    const certificate = readCertificate(Buffer.from(base64));
    return `${thumbprint(certificate)} (${certificate.subject})`;
  } catch {
    return undefined;
  }
}
