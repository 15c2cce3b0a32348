import type { SigningKey } from '../../../certs/signing-certificate.ts';
import { requireTypes } from '../../../input/argument-types.ts';
import { required } from '../../../input/not-found.ts';
import type { DirectoryParts } from '../directory-parts.ts';
import { applicationById } from '../sign-in/sign-in-applications.ts';
import { requireApplication } from './application-details.ts';
import { NoSigningKey, signingKeyAt } from './key-credentials.ts';
import {
  type AddedCertificate,
  activateCertificate,
  addTokenSigningCertificate,
  deleteCertificate,
  importCertificate,
  importSigningKey,
  type PfxFile,
  type SigningCertificate,
  signingCertificatesOf,
} from './signing-certificates.ts';
import { type NotificationEmails, setNotificationEmails } from './signing-settings.ts';

/** Of `Directory`: the signing certificates of an application, and who is told before one expires. */
export interface CertificateDirectory {
  /**
   * Makes a key and a certificate; the first one of an application becomes active.
   *
   * @param options `endDateTime` at most three years ahead, the default
   * @throws {InvalidInput} when `endDateTime` is out of range
   * @throws {NotFound} when the application does not exist
   */
  addTokenSigningCertificate(
    servicePrincipalId: string,
    options?: { endDateTime?: Date | undefined },
  ): Promise<AddedCertificate>;
  /** The certificates of an application, the active one first, then the newest. @throws {NotFound} when it does not exist */
  signingCertificates(servicePrincipalId: string): Promise<SigningCertificate[]>;
  /**
   * Adds a key that was made elsewhere, with its certificate; the first one of an application becomes active.
   *
   * @throws {InvalidInput} when the key is not RSA, is too weak or too strong, or the application has the certificate already
   * @throws {NotFound} when the application does not exist
   */
  importSigningKey(servicePrincipalId: string, key: SigningKey): Promise<AddedCertificate>;
  /**
   * "Import Certificate": `importSigningKey` for a PFX file.
   *
   * @throws {InvalidInput} on `pfx` or `password`, when the file cannot be read, and as `importSigningKey`
   * @throws {NotFound} when the application does not exist
   */
  importCertificate(servicePrincipalId: string, file: PfxFile): Promise<AddedCertificate>;
  /**
   * @param thumbprint SHA-1 in 40 hex digits
   * @throws {InvalidInput} when the application has no such certificate
   * @throws {NotFound} when the application does not exist
   */
  activateCertificate(servicePrincipalId: string, thumbprint: string): Promise<void>;
  /**
   * Deletes an inactive certificate.
   *
   * @param thumbprint SHA-1 in 40 hex digits
   * @throws {InvalidInput} `active` for the active certificate, `unknown` when the application has no such certificate
   * @throws {NotFound} when the application does not exist
   */
  deleteCertificate(servicePrincipalId: string, thumbprint: string): Promise<void>;
  /**
   * Replaces the addresses that get a mail 60, 30 and 7 days before the active certificate expires.
   *
   * @throws {InvalidInput} for a malformed address, one that is there twice, and the sixth
   * @throws {NotFound} when the application does not exist
   */
  setNotificationEmails(servicePrincipalId: string, values: NotificationEmails): Promise<void>;
  /**
   * The key that signs now.
   *
   * @throws {NoSigningKey} when no certificate is active
   * @throws {NotFound} when the application does not exist
   */
  activeSigningKey(servicePrincipalId: string): Promise<SigningKey>;
}

export const certificateDirectory = ({
  db,
  clock,
  keys,
}: DirectoryParts): CertificateDirectory => ({
  addTokenSigningCertificate: (servicePrincipalId, options = {}) =>
    addTokenSigningCertificate(db, { servicePrincipalId }, options, clock()),
  signingCertificates: async (servicePrincipalId) =>
    signingCertificatesOf(db, await requireApplication(db, undefined, servicePrincipalId), clock()),
  importSigningKey: (servicePrincipalId, key) =>
    importSigningKey(db, { servicePrincipalId }, key, clock()),
  importCertificate: (servicePrincipalId, file) =>
    importCertificate(db, { servicePrincipalId }, file, clock()),
  async deleteCertificate(servicePrincipalId, thumbprint) {
    await deleteCertificate(db, { servicePrincipalId }, thumbprint);
  },
  async setNotificationEmails(servicePrincipalId, values) {
    await setNotificationEmails(db, { servicePrincipalId }, values);
  },
  async activateCertificate(servicePrincipalId, thumbprint) {
    await activateCertificate(db, { servicePrincipalId }, thumbprint, clock());
  },
  async activeSigningKey(id) {
    requireTypes({ servicePrincipalId: id }, { servicePrincipalId: 'string' });
    const { activeKey } = required(await applicationById(db, id), 'application', id);
    if (!activeKey) throw new NoSigningKey(id);
    return keys.load(await signingKeyAt(db, id, activeKey, clock()));
  },
});
