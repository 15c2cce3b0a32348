import { toBase64 } from '../../certs/certificate.ts';
import { makeSigningCertificate } from '../../certs/signing-certificate.ts';
import type { SigningIdentity } from '../response-spec.ts';

const DAY = 24 * 60 * 60 * 1000;

/** A new key of the identity provider. @param days from now: the validity of its certificate. */
export async function newKey(
  now: Date,
  { from = -1, until = 365 }: { from?: number; until?: number } = {},
): Promise<SigningIdentity> {
  const { privateKey, certificate } = await makeSigningCertificate({
    notBefore: new Date(now.getTime() + from * DAY),
    notAfter: new Date(now.getTime() + until * DAY),
  });
  return { privateKey, certificateBase64: toBase64(certificate) };
}
