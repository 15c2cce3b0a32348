import type { Directory } from '../../idp/index.ts';
import { type CertificateList, replaceCertificates } from './certificate-list.ts';

/** Whether requests must be signed, and what verifies them. */
export interface SignedRequestValues {
  /** Of the service provider, in the order in which they are added: all that the application has. Absent: they stay. */
  readonly certificates?: readonly (Uint8Array | undefined)[] | undefined;
  /** Default: true. */
  readonly isSignedRequestRequired?: boolean | undefined;
  /** Default: null, RSA-SHA256 only. */
  readonly allowedWeakAlgorithms?: 'rsaSha1' | null | undefined;
}

/**
 * Sets requestSignatureVerification of an application, and its verification certificates.
 *
 * @throws {InvalidInput} on `certificates.0` and so on, or on `allowedWeakAlgorithms`, when one cannot be used
 * @throws {NotFound} when the application does not exist
 */
export async function setSignedRequests(
  directory: Directory,
  id: string,
  {
    certificates,
    isSignedRequestRequired = true,
    allowedWeakAlgorithms = null,
  }: SignedRequestValues,
): Promise<void> {
  await directory.setRequestSignatureVerification(id, {
    isSignedRequestRequired,
    allowedWeakAlgorithms,
  });
  if (!certificates) return;
  /** Oldest first. */
  const stored = async () =>
    (await directory.verificationCertificates(id)).map(({ thumbprint }) => thumbprint).toReversed();
  const list: CertificateList = {
    stored,
    add: (file) => directory.importVerificationCertificate(id, file),
    remove: (thumbprint) => directory.deleteVerificationCertificate(id, thumbprint),
  };
  const kept = await replaceCertificates(list, certificates);
  // The two that were added last are those that verify without a key identifier, so the order counts.
  if (JSON.stringify(await stored()) === JSON.stringify(kept)) return;
  for (const one of kept) await list.remove(one);
  for (const file of certificates) if (file) await list.add(file);
}
