import type { DirectoryParts } from '../directory-parts.ts';
import { requireApplication } from './application-details.ts';
import type { PublicKeyCredential } from './public-key-credentials.ts';
import {
  deleteVerificationCertificate,
  importVerificationCertificate,
  type RequestSignatureVerification,
  setRequestSignatureVerification,
  verificationCertificatesOf,
} from './request-signature-verification.ts';

/** Signed requests. */
export interface RequestSignatureDirectory {
  /**
   * Sets whether AuthnRequests must be signed, and whether RSA-SHA1 counts; an absent setting stays.
   *
   * @throws {InvalidInput} when there is no such weak algorithm
   * @throws {NotFound} when the application does not exist
   */
  setRequestSignatureVerification(
    servicePrincipalId: string,
    changes: Partial<RequestSignatureVerification>,
  ): Promise<void>;
  /** The verification certificates of an application, the newest first. @throws {NotFound} when it does not exist */
  verificationCertificates(servicePrincipalId: string): Promise<PublicKeyCredential[]>;
  /**
   * Adds a certificate of the service provider that verifies its requests.
   *
   * @param file in DER, Base64 or PEM form
   * @returns the SHA-1 thumbprint in 40 upper-case hex digits, and whether it has expired: then it verifies nothing
   * @throws {InvalidInput} when it is not exactly one certificate, contains a private key, its key is not RSA of 2048 bits or more, or
   *   the application has it already
   * @throws {NotFound} when the application does not exist
   */
  importVerificationCertificate(
    servicePrincipalId: string,
    file: Uint8Array,
  ): Promise<{ thumbprint: string; expired: boolean }>;
  /**
   * @param thumbprint SHA-1 in 40 hex digits
   * @throws {InvalidInput} when the application has no such verification certificate
   * @throws {NotFound} when the application does not exist
   */
  deleteVerificationCertificate(servicePrincipalId: string, thumbprint: string): Promise<void>;
}

export function requestSignatureDirectory({
  db,
  clock,
}: DirectoryParts): RequestSignatureDirectory {
  return {
    async setRequestSignatureVerification(servicePrincipalId, changes) {
      await setRequestSignatureVerification(db, { servicePrincipalId }, changes);
    },
    async verificationCertificates(servicePrincipalId) {
      const { servicePrincipal } = await requireApplication(db, undefined, servicePrincipalId);
      return verificationCertificatesOf(db, servicePrincipal.id, clock());
    },
    importVerificationCertificate: (servicePrincipalId, file) =>
      importVerificationCertificate(db, { servicePrincipalId }, file, clock()),
    async deleteVerificationCertificate(servicePrincipalId, thumbprint) {
      await deleteVerificationCertificate(db, { servicePrincipalId }, thumbprint);
    },
  };
}
