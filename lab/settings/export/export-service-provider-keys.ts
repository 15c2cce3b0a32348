import { readCertificate, toPem } from '../../../certs/certificate.ts';
import type { ApplicationDetails, Directory } from '../../../idp/index.ts';
import type { ApplicationSettings } from '../settings-parts.ts';

type Method = NonNullable<NonNullable<ApplicationSettings['encryption']>['method']>;

/** Nothing for an application that never had to do with token encryption. The certificates are public, so they are in the file itself. */
export async function exportEncryption(
  directory: Directory,
  { servicePrincipal: { id, tokenEncryptionMethod } }: ApplicationDetails,
): Promise<Pick<ApplicationSettings, 'encryption'>> {
  const stored = await directory.encryptionCertificates(id);
  const method = tokenEncryptionMethod as Method;
  if (stored.length === 0 && method === 'aes256-cbc') return {};
  const [first] = stored;
  return {
    encryption: {
      certificates: stored.map(pemOf),
      ...(first?.status === 'Inactive' && { active: false }),
      ...(method !== 'aes256-cbc' && { method }),
    },
  };
}

/** The same for signed requests. */
export async function exportSignedRequests(
  directory: Directory,
  { servicePrincipal: { id, isSignedRequestRequired, allowedWeakAlgorithms } }: ApplicationDetails,
): Promise<Pick<ApplicationSettings, 'requestSignatureVerification'>> {
  const stored = await directory.verificationCertificates(id);
  if (stored.length === 0 && isSignedRequestRequired === 0 && allowedWeakAlgorithms === null)
    return {};
  return {
    requestSignatureVerification: {
      certificates: stored.toReversed().map(pemOf),
      ...(isSignedRequestRequired === 0 && { isSignedRequestRequired: false }),
      ...(allowedWeakAlgorithms !== null && { allowedWeakAlgorithms }),
    },
  };
}

const pemOf = ({ certificate }: { certificate: string }): string =>
  toPem(readCertificate(Buffer.from(certificate, 'base64')));
