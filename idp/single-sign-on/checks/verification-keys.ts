import { createHash, type KeyObject, X509Certificate } from 'node:crypto';
import type { KeyIdentifiers } from '../../../saml/signed-message.ts';
import type { PublicKeyCredential } from '../../directory/applications/public-key-credentials.ts';
import { aadsts } from '../../errors.ts';

/** What is needed of a verification certificate. */
export type VerificationCertificate = Pick<
  PublicKeyCredential,
  'certificate' | 'thumbprint' | 'endDateTime' | 'expired'
>;

/** A verification certificate of an application. */
export interface VerificationKey {
  readonly credential: VerificationCertificate;
  readonly x509: X509Certificate;
  readonly publicKey: KeyObject;
}

/**
 * @param certificates of the application, the newest first
 * @throws {IdpError} 76022 when there is none
 */
export function verificationKeys(
  certificates: readonly VerificationCertificate[],
): VerificationKey[] {
  if (certificates.length === 0) throw aadsts(76022, {});
  return certificates.map((credential) => {
    const x509 = new X509Certificate(Buffer.from(credential.certificate, 'base64'));
    return { credential, x509, publicKey: x509.publicKey };
  });
}

/**
 * The keys to try for a request that names none: those of the two certificates that were added last (entra-saml.md 1.6), of those that have not
 * expired.
 *
 * @throws {IdpError} 76022 when all have expired
 */
export function recentKeys(keys: readonly VerificationKey[]): VerificationKey[] {
  const usable = keys.filter(({ credential }) => !credential.expired).slice(0, 2);
  const [newest] = keys;
  if (usable.length > 0 || !newest) return usable;
  throw aadsts(76022, {}, { cause: expiredOn(newest) });
}

/**
 * The key that the KeyInfo of a request names by certificate, issuer and serial number, or subject key identifier.
 *
 * @returns undefined when it names none in one of these ways
 * @throws {IdpError} 76023 when it names one that is not among them, or has expired
 */
export function namedKey(
  named: KeyIdentifiers,
  keys: readonly VerificationKey[],
): VerificationKey | undefined {
  const { certificates, serialNumbers, subjectKeyIdentifiers } = named;
  if (certificates.length + serialNumbers.length + subjectKeyIdentifiers.length === 0)
    return undefined;
  const found = keys.find(
    ({ x509, publicKey }) =>
      certificates.some((der) => x509.raw.equals(der)) ||
      serialNumbers.includes(BigInt(`0x${x509.serialNumber}`).toString()) ||
      subjectKeyIdentifiers.includes(subjectKeyIdentifier(publicKey)),
  );
  if (!found)
    throw aadsts(
      76023,
      {},
      {
        cause: `KeyInfo names ${inWords(named)}, which is none of the verification certificates of the application.`,
      },
    );
  if (found.credential.expired) throw aadsts(76023, {}, { cause: expiredOn(found) });
  return found;
}

/** SHA-1 of the key, as it is usual (RFC 5280 4.2.1.2). */
const subjectKeyIdentifier = (publicKey: KeyObject): string =>
  createHash('sha1')
    .update(publicKey.export({ type: 'pkcs1', format: 'der' }))
    .digest('base64');

function inWords({ certificates, serialNumbers, subjectKeyIdentifiers }: KeyIdentifiers): string {
  const [der] = certificates;
  if (der) return `the certificate ${createHash('sha1').update(der).digest('hex').toUpperCase()}`;
  const [serial] = serialNumbers;
  return serial === undefined
    ? `the subject key identifier ${subjectKeyIdentifiers[0]?.slice(0, 40)}`
    : `the serial number ${serial.slice(0, 60)}`;
}

const expiredOn = ({ credential: { thumbprint, endDateTime } }: VerificationKey): string =>
  `The verification certificate ${thumbprint} expired on ${endDateTime.slice(0, 10)}.`;
