import type { Directory } from '../../idp/index.ts';
import { InvalidInput } from '../../input/invalid-input.ts';
import { type CertificateList, replaceCertificates } from './certificate-list.ts';

/** Token encryption of an application. */
export interface EncryptionValues {
  /** Of the service provider, the active one first: all that the application has. Absent: they stay. */
  readonly certificates?: readonly (Uint8Array | undefined)[] | undefined;
  /** Whether assertions are encrypted. Default: true when there is a certificate. */
  readonly active?: boolean | undefined;
  /** `aes256-cbc` or `aes256-gcm`. Absent: it stays. */
  readonly method?: string | undefined;
}

/**
 * Sets token encryption of an application.
 *
 * @throws {InvalidInput} on `certificates.0` and so on, or on `method`, when one cannot be used
 * @throws {NotFound} when the application does not exist
 */
export async function setEncryption(
  directory: Directory,
  servicePrincipalId: string,
  { certificates, active = true, method }: EncryptionValues,
): Promise<void> {
  const stored = () => directory.encryptionCertificates(servicePrincipalId);
  const activate = async (first: string | undefined) => {
    if (first !== undefined && active)
      await directory.activateTokenEncryption(servicePrincipalId, first);
    else await directory.deactivateTokenEncryption(servicePrincipalId);
  };
  const list: CertificateList = {
    stored: async () => (await stored()).map(({ thumbprint }) => thumbprint),
    add: (file) => directory.importEncryptionCertificate(servicePrincipalId, file),
    remove: (thumbprint) => directory.deleteEncryptionCertificate(servicePrincipalId, thumbprint),
    beforeRemoval: ([first]) => activate(first),
  };
  if (method !== undefined)
    await directory
      .setTokenEncryptionMethod(servicePrincipalId, { tokenEncryptionMethod: method })
      .catch((error: unknown) => {
        if (!(error instanceof InvalidInput)) throw error;
        throw new InvalidInput(error.faults.map((fault) => ({ ...fault, property: 'method' })));
      });
  if (certificates) await replaceCertificates(list, certificates);
  else await activate((await stored())[0]?.thumbprint);
}
