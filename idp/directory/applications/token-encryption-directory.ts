import type { DirectoryParts } from '../directory-parts.ts';
import { requireApplication } from './application-details.ts';
import {
  activateTokenEncryption,
  deactivateTokenEncryption,
  deleteEncryptionCertificate,
  type EncryptionCertificate,
  encryptionCertificatesOf,
  importEncryptionCertificate,
  setTokenEncryptionMethod,
} from './token-encryption.ts';

/** Token encryption. */
export interface TokenEncryptionDirectory {
  /** The encryption certificates of an application, the active one first, then the newest. @throws {NotFound} when it does not exist */
  encryptionCertificates(servicePrincipalId: string): Promise<EncryptionCertificate[]>;
  /**
   * Adds a certificate of the service provider to encrypt for; it is inactive until activated.
   *
   * @param file in DER, Base64 or PEM form
   * @returns the SHA-1 thumbprint in 40 upper-case hex digits
   * @throws {InvalidInput} when it is not exactly one certificate, contains a private key, its key is not RSA of 2048 bits or more, or
   *   the application has it already
   * @throws {NotFound} when the application does not exist
   */
  importEncryptionCertificate(
    servicePrincipalId: string,
    file: Uint8Array,
  ): Promise<{ thumbprint: string }>;
  /**
   * Encrypts assertions for this certificate from now on.
   *
   * @param thumbprint SHA-1 in 40 hex digits
   * @throws {InvalidInput} when the application has no such encryption certificate
   * @throws {NotFound} when the application does not exist
   */
  activateTokenEncryption(servicePrincipalId: string, thumbprint: string): Promise<void>;
  /** Sends assertions in plain text again. @throws {NotFound} when the application does not exist */
  deactivateTokenEncryption(servicePrincipalId: string): Promise<void>;
  /**
   * Deletes an encryption certificate that is not active.
   *
   * @param thumbprint SHA-1 in 40 hex digits
   * @throws {InvalidInput} when it is active, or the application has no such encryption certificate
   * @throws {NotFound} when the application does not exist
   */
  deleteEncryptionCertificate(servicePrincipalId: string, thumbprint: string): Promise<void>;
  /**
   * Sets the cipher of encrypted assertions: `aes256-cbc`, as Entra, or `aes256-gcm`.
   *
   * @throws {InvalidInput} when there is no such method
   * @throws {NotFound} when the application does not exist
   */
  setTokenEncryptionMethod(
    servicePrincipalId: string,
    settings: { tokenEncryptionMethod: string },
  ): Promise<void>;
}

export function tokenEncryptionDirectory({ db, clock }: DirectoryParts): TokenEncryptionDirectory {
  return {
    encryptionCertificates: async (servicePrincipalId) =>
      encryptionCertificatesOf(
        db,
        await requireApplication(db, undefined, servicePrincipalId),
        clock(),
      ),
    importEncryptionCertificate: (servicePrincipalId, file) =>
      importEncryptionCertificate(db, { servicePrincipalId }, file, clock()),
    async activateTokenEncryption(servicePrincipalId, thumbprint) {
      await activateTokenEncryption(db, { servicePrincipalId }, thumbprint);
    },
    async deactivateTokenEncryption(servicePrincipalId) {
      await deactivateTokenEncryption(db, { servicePrincipalId });
    },
    async deleteEncryptionCertificate(servicePrincipalId, thumbprint) {
      await deleteEncryptionCertificate(db, { servicePrincipalId }, thumbprint);
    },
    async setTokenEncryptionMethod(servicePrincipalId, settings) {
      await setTokenEncryptionMethod(db, { servicePrincipalId }, settings);
    },
  };
}
