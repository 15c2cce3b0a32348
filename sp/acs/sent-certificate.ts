import { readCertificate, thumbprint } from '../../certs/certificate.ts';

/**
 * The thumbprint of the certificate that a message carries in its KeyInfo, to tell a person which one it was signed with.
 * It is read from unverified text and decides nothing (SAML Core 5.4.5); undefined when there is none that can be read.
 */
export function sentCertificate(xml: Uint8Array): string | undefined {
  const text = Buffer.from(xml).toString('utf8');
  const base64 = /<(?:\w+:)?X509Certificate\b[^>]*>([^<]{1,16384})</.exec(text)?.[1];
  if (base64 === undefined) return undefined;
  try {
    const certificate = readCertificate(Buffer.from(base64));
    return `${thumbprint(certificate)} (${certificate.subject})`;
  } catch {
    return undefined;
  }
}
