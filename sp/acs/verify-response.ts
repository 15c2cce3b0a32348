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
 * Verifies the signature and decrypts. Everything past this point reads the returned content only.
 *
 * @throws {SpError} when a signature or decryption check fails
 */
export function verifyResponse(
  { response }: Pick<Opened, 'response'>,
  provider: Pick<TrustedProvider, 'certificates' | 'allowSha1'>,
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
  { certificates, allowSha1 }: Pick<TrustedProvider, 'certificates' | 'allowSha1'>,
) {
  if (check.name === 'signature_algorithm' && allowSha1) return `${check.expected}, or SHA-1`;
  if (check.name !== 'signature_key') return check.expected;
  if (certificates.length === 0) return 'a configured certificate; none is configured';
  return certificates.map((certificate) => certificate.thumbprint).join(' or ');
}

/** When the key is wrong, shows the certificate that the message carries; it is never used to verify. */
function foundIn({ name }: CheckInfo, { message, detail }: SamlError): string {
  const certificate = name === 'signature_key' ? sentCertificate(detail) : undefined;
  return certificate ? `${message} The message carries certificate ${certificate}.` : message;
}

/** Base64 characters; a certificate has some 1500. */
const MAX_LENGTH = 16_384;

/**
 * Thumbprint and subject of the certificate in the KeyInfo of a signature, to show which one the message claims to be signed with.
 * It is unverified and decides nothing (SAML Core 5.4.5). Undefined when KeyInfo has no readable certificate.
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
