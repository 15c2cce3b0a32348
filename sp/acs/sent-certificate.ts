import { readCertificate, thumbprint } from '../../certs/certificate.ts';

/** Base64 characters; a certificate has some 1500. */
const MAX_LENGTH = 16_384;

/**
 * The thumbprint and subject of the certificate that a signature carries in its KeyInfo, to tell a person which one it was signed with.
 * It is unverified and decides nothing (SAML Core 5.4.5); undefined when there is none that can be read.
 */
export function sentCertificate(base64: string): string | undefined {
  if (base64 === '' || base64.length > MAX_LENGTH) return undefined;
  try {
    const certificate = readCertificate(Buffer.from(base64));
    return `${thumbprint(certificate)} (${certificate.subject})`;
  } catch {
    return undefined;
  }
}
