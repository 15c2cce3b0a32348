import { type Certificate, thumbprint as thumbprintOf } from '../../../certs/certificate.ts';
import { requireTypes } from '../../../input/argument-types.ts';
import { InvalidInput } from '../../../input/invalid-input.ts';
import type { ContentMethod } from '../../../saml/encrypt-assertion.ts';
import { keyFault } from '../../../saml/verification-key.ts';
import type { Database } from '../tables.ts';
import type { ApplicationDetails } from './application-details.ts';
import { type ApplicationEdit, changeApplication } from './change-application.ts';
import {
  certificateFault,
  type PublicKeyCredential,
  publicKeysOf,
  readPublicKeyFile,
  requirePublicKey,
  storePublicKey,
} from './public-key-credentials.ts';

/** An encryption certificate and whether tokens are encrypted for it. */
export interface EncryptionCertificate extends PublicKeyCredential {
  status: 'Active' | 'Inactive';
}

/** How the content of tokens is encrypted. Entra has no such choice: it uses AES-256 (entra-saml.md 7). */
export const tokenEncryptionMethods: Readonly<Record<ContentMethod, string>> = {
  'aes256-cbc': 'AES-256-CBC',
  'aes256-gcm': 'AES-256-GCM',
};

export const tokenEncryptionOf = ({ servicePrincipal }: ApplicationDetails) => ({
  tokenEncryptionKeyId: servicePrincipal.tokenEncryptionKeyId,
});

export const tokenEncryptionMethodOf = ({ servicePrincipal }: ApplicationDetails) => ({
  tokenEncryptionMethod: servicePrincipal.tokenEncryptionMethod,
});

/** The encryption certificates of an application, the active one first, then the newest. */
export async function encryptionCertificatesOf(
  db: Database,
  { servicePrincipal: { id, tokenEncryptionKeyId } }: ApplicationDetails,
  now: Date,
): Promise<EncryptionCertificate[]> {
  const keys = await publicKeysOf(db, id, 'Encrypt', now);
  return keys
    .map((key) => ({
      ...key,
      status: key.keyId === tokenEncryptionKeyId ? ('Active' as const) : ('Inactive' as const),
    }))
    .sort((a, b) => Number(b.status === 'Active') - Number(a.status === 'Active'));
}

/**
 * "Import Certificate" of Token encryption: the certificate stays inactive until it is activated (entra-saml.md 7). One that has expired is
 * taken too: Microsoft documents no check.
 *
 * @param file .cer, .crt or .pem, in DER, Base64 or PEM form
 * @throws {InvalidInput} on `certificate`, when there is no file, it is not exactly one certificate, it contains a private key, its key is not
 *   RSA of 2048 bits or more, or the application has it already
 * @throws {NotFound} when the application does not exist
 */
export async function importEncryptionCertificate(
  db: Database,
  edit: ApplicationEdit,
  file: Uint8Array | undefined,
  now: Date,
): Promise<{ thumbprint: string }> {
  const certificate = readPublicKeyFile(file);
  requireEncryptionKey(certificate);
  await changeApplication(db, edit, tokenEncryptionOf, async (tx, { servicePrincipal: { id } }) => {
    await storePublicKey(tx, { ownerId: id, usage: 'Encrypt' }, certificate, now);
    return {};
  });
  return { thumbprint: thumbprintOf(certificate) };
}

/** The content key is encrypted by RSA-OAEP; a key that must not verify a signature would not protect a token either. */
function requireEncryptionKey({ publicKey }: Certificate): void {
  const { asymmetricKeyType: type = 'unknown', asymmetricKeyDetails: details } = publicKey;
  if (type !== 'rsa')
    throw certificateFault(
      'key_type',
      `The key of this certificate is ${type}, and tokens are encrypted for RSA keys only. Use a certificate with an RSA key of 2048 bits or more.`,
    );
  const fault = keyFault(publicKey);
  if (fault?.code === 'key_too_short')
    throw certificateFault(
      fault.code,
      `The RSA key of this certificate has ${details?.modulusLength} bits, so others could decrypt the tokens. Use a certificate with a key of 2048 bits or more.`,
    );
  if (fault) throw certificateFault(fault.code, fault.message);
}

/**
 * "Activate token encryption": from now on the assertions are encrypted for this certificate, and for no other.
 *
 * @param thumbprint SHA-1 in 40 hex digits
 * @returns the application before the change.
 * @throws {InvalidInput} `unknown` when the application has no such encryption certificate
 * @throws {NotFound} when the application does not exist
 * @throws {StaleVersion} when another user activated or deactivated one first
 */
export async function activateTokenEncryption(
  db: Database,
  edit: ApplicationEdit,
  thumbprint: string,
): Promise<ApplicationDetails> {
  requireTypes({ thumbprint }, { thumbprint: 'string' });
  return changeApplication(
    db,
    edit,
    tokenEncryptionOf,
    async (tx, { servicePrincipal: { id } }) => {
      const { keyId } = await requirePublicKey(tx, { ownerId: id, usage: 'Encrypt' }, thumbprint);
      return { tokenEncryptionKeyId: keyId };
    },
  );
}

/**
 * "Deactivate token encryption": the assertions are in plain text again; the certificates stay.
 *
 * @returns the application before the change.
 * @throws {NotFound} when the application does not exist
 * @throws {StaleVersion} when another user activated or deactivated a certificate first
 */
export function deactivateTokenEncryption(
  db: Database,
  edit: ApplicationEdit,
): Promise<ApplicationDetails> {
  return changeApplication(db, edit, tokenEncryptionOf, () => ({ tokenEncryptionKeyId: null }));
}

/**
 * Deletes an encryption certificate that is not active.
 *
 * @returns the application before the change.
 * @throws {InvalidInput} `active` for the active certificate, `unknown` when the application has no such certificate
 * @throws {NotFound} when the application does not exist
 * @throws {StaleVersion} when another user activated or deactivated a certificate first
 */
export async function deleteEncryptionCertificate(
  db: Database,
  edit: ApplicationEdit,
  thumbprint: string,
): Promise<ApplicationDetails> {
  requireTypes({ thumbprint }, { thumbprint: 'string' });
  return changeApplication(db, edit, tokenEncryptionOf, async (tx, { servicePrincipal }) => {
    const of = { ownerId: servicePrincipal.id, usage: 'Encrypt' as const };
    const { keyId } = await requirePublicKey(tx, of, thumbprint);
    if (keyId === servicePrincipal.tokenEncryptionKeyId)
      throw new InvalidInput([
        {
          property: 'thumbprint',
          code: 'active',
          message: 'Tokens are encrypted for this certificate. Deactivate token encryption first.',
        },
      ]);
    await tx.deleteFrom('publicKeyCredential').where('keyId', '=', keyId).execute();
    return {};
  });
}

/**
 * Sets how the content of tokens is encrypted.
 *
 * @param settings a key of `tokenEncryptionMethods`
 * @returns the application before the change.
 * @throws {InvalidInput} when there is no such method
 * @throws {NotFound} when the application does not exist
 * @throws {StaleVersion} when another user saved the setting first
 */
export async function setTokenEncryptionMethod(
  db: Database,
  edit: ApplicationEdit,
  settings: { tokenEncryptionMethod: string },
): Promise<ApplicationDetails> {
  requireTypes(settings, { tokenEncryptionMethod: 'string' });
  const { tokenEncryptionMethod } = settings;
  if (!Object.hasOwn(tokenEncryptionMethods, tokenEncryptionMethod))
    throw new InvalidInput([
      {
        property: 'tokenEncryptionMethod',
        code: 'unknown',
        message: `The cipher is one of ${Object.keys(tokenEncryptionMethods).join(', ')}, not "${tokenEncryptionMethod.slice(0, 80)}".`,
      },
    ]);
  return changeApplication(db, edit, tokenEncryptionMethodOf, () => ({ tokenEncryptionMethod }));
}
