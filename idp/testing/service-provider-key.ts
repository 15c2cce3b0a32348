import { toPem } from '../../certs/certificate.ts';
import { makeSigningCertificate, type SigningKey } from '../../certs/signing-certificate.ts';

/** A key of a service provider with its certificate, as a file and as an administrator uploads it. */
export interface ServiceProviderKey extends SigningKey {
  readonly pem: string;
  readonly file: Buffer;
}

/** @param notAfter default: the end of 2028 */
export async function serviceProviderKey(
  subject = 'CN=sp.example.test',
  notAfter = new Date('2028-12-31T00:00:00Z'),
): Promise<ServiceProviderKey> {
  const key = await makeSigningCertificate({
    subject,
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter,
  });
  const pem = toPem(key.certificate);
  return { ...key, pem, file: Buffer.from(pem) };
}
