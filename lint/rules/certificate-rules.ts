import { type Certificate, readCertificate, thumbprint } from '../../certs/certificate.ts';
import { CertificateError } from '../../certs/errors.ts';
import type { Finding } from '../finding.ts';
import { signedRequests, tokenEncryption } from '../sources.ts';

/** In milliseconds: Entra mails 60, 30 and 7 days before a certificate expires (entra-saml.md 6). */
const SOON = 60 * 24 * 3600 * 1000;

export type CertificateUse = 'signing' | 'encryption';

/**
 * What is wrong with the certificates of metadata. A signing certificate matters to Entra only where requests must be signed; one for encryption
 * where token encryption is on.
 *
 * @param certificates base64 of DER
 */
export const certificateFindings = (
  certificates: readonly string[],
  use: CertificateUse,
  now: Date,
): Finding[] => certificates.flatMap((base64) => judge(base64, use, now));

function judge(base64: string, use: CertificateUse, now: Date): Finding[] {
  const about = {
    source: use === 'signing' ? signedRequests('Prerequisites') : tokenEncryption('Prerequisites'),
  };
  let certificate: Certificate;
  try {
    certificate = readCertificate(Buffer.from(base64, 'latin1'));
  } catch (error) {
    if (!(error instanceof CertificateError)) throw error;
    return [
      {
        ...about,
        id: `${use}-certificate-unreadable`,
        severity: 'error',
        sentence: `The ${use} certificate in the metadata is not an X.509 certificate, so Import Certificate refuses it.`,
        found: base64.length > 60 ? `${base64.slice(0, 60)}...` : base64,
        fix: 'Put the base64 of the DER certificate into X509Certificate.',
      },
    ];
  }
  const found = `${certificate.subject}, thumbprint ${thumbprint(certificate)}, valid from ${day(certificate.notBefore)} to ${day(certificate.notAfter)}`;
  return [...validity(certificate, now), ...keyOf(certificate, use)].map(
    ({ name, severity, says, fix }) => ({
      ...about,
      id: `${use}-certificate-${name}`,
      severity,
      sentence: `The ${use} certificate in the metadata ${says}`,
      found,
      fix,
    }),
  );
}

interface Wrong extends Pick<Finding, 'severity' | 'fix'> {
  readonly name: string;
  /** End of a sentence. */
  readonly says: string;
}

const day = (date: Date) => date.toISOString().slice(0, 10);
const renew =
  'Make a new certificate at the service provider, publish it in the metadata, and upload it to Entra.';

function validity({ notBefore, notAfter }: Certificate, now: Date): Wrong[] {
  if (notAfter <= now)
    return [
      {
        name: 'expired',
        severity: 'warning',
        says: `expired on ${day(notAfter)}: the portal counts it as Expired.`,
        fix: renew,
      },
    ];
  if (notBefore > now)
    return [
      {
        name: 'not-yet-valid',
        severity: 'warning',
        says: `is not valid before ${day(notBefore)}.`,
        fix: 'Check the clock of the machine that made it, or wait.',
      },
    ];
  return notAfter.getTime() - now.getTime() < SOON
    ? [{ name: 'expires-soon', severity: 'note', says: `expires on ${day(notAfter)}.`, fix: renew }]
    : [];
}

function keyOf({ publicKey }: Certificate, use: CertificateUse): Wrong[] {
  const type = publicKey.asymmetricKeyType ?? 'unknown';
  const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
  if (type !== 'rsa')
    return [
      {
        name: 'key',
        severity: use === 'encryption' ? 'error' : 'warning',
        says: `has a key of the type ${type}: ${use === 'encryption' ? 'Entra encrypts the key of the assertion for RSA keys.' : 'Entra verifies requests that are signed with RSA-SHA256.'}`,
        fix: 'Use an RSA key of 2048 bits or more.',
      },
    ];
  return bits < 2048
    ? [
        {
          name: 'key',
          severity: 'warning',
          says: `has an RSA key of ${bits} bits, which is too short to be safe.`,
          fix: 'Use an RSA key of 2048 bits or more.',
        },
      ]
    : [];
}
