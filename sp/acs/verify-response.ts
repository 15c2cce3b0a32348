import type { KeyObject } from 'node:crypto';
import { type Certificate, readCertificate, thumbprint } from '../../certs/certificate.ts';
import { describeEncryption } from '../../saml/describe-encryption.ts';
import type { SamlError } from '../../saml/errors.ts';
import type { VerifiedResponse } from '../../saml/response.ts';
import type { TrustedProvider } from '../administration/trusted-provider.ts';
import type { CheckInfo } from '../checking/check.ts';
import type { CheckRun } from '../checking/check-run.ts';
import type { CodedCheck } from '../checking/coded-check.ts';
import { decryptionChecks, signatureChecks } from './checks/coded.ts';
import type { Opened } from './read-response.ts';

/** A key of ours. */
export interface DecryptionKey {
  readonly privateKey: KeyObject;
  /** In our metadata; unknown where only the key is given. */
  readonly certificate?: Pick<Certificate, 'serialNumber' | 'subject'>;
}

const verifyingChecks = [...signatureChecks, ...decryptionChecks];

/**
 * Verifies the signature and decrypts. Everything past this point reads the returned content only.
 *
 * @throws {SpError} when a signature or decryption check fails
 */
export function verifyResponse(
  { response, xml }: Pick<Opened, 'response' | 'xml'>,
  provider: Pick<TrustedProvider, 'certificates' | 'allowSha1'>,
  run: CheckRun,
  keys: readonly DecryptionKey[],
): VerifiedResponse {
  const { certificates, allowSha1 } = provider;
  const checks = verifyingChecks.map((each) => ({ ...each, expected: expected(each, provider) }));
  const decryptionKeys = keys.map(({ privateKey }) => privateKey);
  const verify = () => response.verify({ certificates, allowSha1, decryptionKeys });
  const isEncrypted = response.envelope.encryptedAssertions > 0;
  const findingOf = ({ name }: CheckInfo, error: SamlError) => {
    if (name === 'signature_key') return keyFinding(error, certificates);
    if (name === 'signature_present' && isEncrypted) return unsignedAround(error);
    if (name === 'decryption') return { found: `${error.message}${recipients(xml, keys)}` };
    return { found: error.message };
  };
  return run.makeCoded(checks, verify, { findingOf });
}

function expected(
  check: CodedCheck<VerifiedResponse>,
  { certificates, allowSha1 }: Pick<TrustedProvider, 'certificates' | 'allowSha1'>,
) {
  if (check.name === 'signature_algorithm' && allowSha1) return `${check.expected}, or SHA-1`;
  if (check.name !== 'signature_key') return check.expected;
  if (certificates.length === 0) return 'a configured certificate; none is configured';
  return `a signature by the key of certificate ${certificates.map((each) => each.thumbprint).join(' or ')}`;
}

/** What is inside cannot be seen: the Assertion may well be signed, and that does not count. */
const unsignedAround = ({ message }: SamlError) => ({
  fault:
    'The Response is not signed, and this application decrypts an assertion only in a signed Response',
  found: message,
  whatToDo:
    'Choose "Sign SAML response and assertion" as the Signing Option of the SAML certificate at the identity provider.',
});

/**
 * The certificate that an encrypted assertion names, unverified, beside ours. All of it is public and says nothing of what decryption found, so it is
 * no oracle.
 */
function recipients(xml: Uint8Array, keys: readonly DecryptionKey[]): string {
  const [named] = describeEncryption(xml);
  const { issuerName, serialNumber } = named ?? {};
  const names =
    serialNumber === undefined
      ? 'The message does not name the certificate that it is encrypted for'
      : `The message is encrypted for the certificate with serial number ${serialNumber.slice(0, MAX_NAME)} of ${(issuerName ?? 'an unnamed issuer').slice(0, MAX_NAME)}`;
  const ours = keys.flatMap(({ certificate }) =>
    certificate ? [`${BigInt(`0x${certificate.serialNumber}`)} (${certificate.subject})`] : [],
  );
  if (ours.length === 0) return serialNumber === undefined ? '' : ` ${names}.`;
  return ` ${names}; ours have serial number ${ours.join(' or ')}.`;
}

/** In UTF-16 code units; a serial number has up to 49 digits. */
const MAX_NAME = 200;

/**
 * Shows the certificate that the message carries; it is never used to verify (SAML Core 5.4.5). Anybody can attach the certificate that is
 * configured here: then the certificate is right and the sender is not.
 */
function keyFinding({ message, detail }: SamlError, trusted: TrustedProvider['certificates']) {
  const sent = sentCertificate(detail);
  if (!sent) return { found: message };
  const shown = `${thumbprint(sent)} (${sent.subject})`;
  const isTrusted = trusted.some((each) => each.thumbprint === thumbprint(sent));
  if (!isTrusted) return { found: `${message} The message carries certificate ${shown}.` };
  return {
    found: `a signature by another key. The message carries the configured certificate ${shown}, but its key does not verify the signature.`,
    whatToDo:
      'Do not upload the certificate again: the right one is configured. Find out who made this message, and whether its signature was changed afterwards.',
  };
}

/** Base64 characters; a certificate has some 1500. */
const MAX_LENGTH = 16_384;

/** The certificate in KeyInfo, unverified; undefined when there is none that can be read. */
function sentCertificate(base64: string): Certificate | undefined {
  if (base64 === '' || base64.length > MAX_LENGTH) return undefined;
  try {
    return readCertificate(Buffer.from(base64));
  } catch {
    return undefined;
  }
}
