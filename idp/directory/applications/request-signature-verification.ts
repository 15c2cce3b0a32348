import { type Certificate, thumbprint as thumbprintOf } from '../../../certs/certificate.ts';
import { requireTypes } from '../../../input/argument-types.ts';
import { InvalidInput } from '../../../input/invalid-input.ts';
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

/** Whether AuthnRequests must be signed, with the properties of Graph's requestSignatureVerification. */
export interface RequestSignatureVerification {
  /** "Require verification certificates" */
  isSignedRequestRequired: boolean;
  /** "Allow requests signed with RSA-SHA1": `rsaSha1`; null: only RSA-SHA256. */
  allowedWeakAlgorithms: 'rsaSha1' | null;
}

export const requestSignatureVerificationOf = ({
  servicePrincipal,
}: ApplicationDetails): RequestSignatureVerification => ({
  isSignedRequestRequired: servicePrincipal.isSignedRequestRequired === 1,
  allowedWeakAlgorithms: servicePrincipal.allowedWeakAlgorithms,
});

/** The verification certificates of an application, the newest first. */
export const verificationCertificatesOf = (
  db: Database,
  servicePrincipalId: string,
  now: Date,
): Promise<PublicKeyCredential[]> => publicKeysOf(db, servicePrincipalId, 'Verify', now);

/**
 * Sets whether requests must be signed; an absent setting stays. Without a verification certificate, every request is refused then
 * (entra-saml.md 1.6).
 *
 * @returns the application before the change.
 * @throws {InvalidInput} when there is no such weak algorithm
 * @throws {NotFound} when the application does not exist
 * @throws {StaleVersion} when another user saved the settings first
 */
export async function setRequestSignatureVerification(
  db: Database,
  edit: ApplicationEdit,
  changes: {
    isSignedRequestRequired?: boolean | undefined;
    allowedWeakAlgorithms?: string | null | undefined;
  },
): Promise<ApplicationDetails> {
  const { isSignedRequestRequired: required, allowedWeakAlgorithms: weak } = changes;
  requireTypes(
    { ...changes, allowedWeakAlgorithms: weak ?? undefined },
    { isSignedRequestRequired: 'boolean?', allowedWeakAlgorithms: 'string?' },
  );
  if (weak !== undefined && weak !== null && weak !== 'rsaSha1')
    throw new InvalidInput([
      {
        property: 'allowedWeakAlgorithms',
        code: 'unknown',
        message: `allowedWeakAlgorithms is rsaSha1 or null, not "${weak.slice(0, 80)}".`,
      },
    ]);
  return changeApplication(db, edit, requestSignatureVerificationOf, () => ({
    ...(required !== undefined && { isSignedRequestRequired: Number(required) }),
    ...(weak !== undefined && { allowedWeakAlgorithms: weak }),
  }));
}

/**
 * Uploads a verification certificate. One that has expired is taken, as the portal counts the expired ones, and verifies nothing.
 *
 * @param file .cer, .crt or .pem, in DER, Base64 or PEM form
 * @throws {InvalidInput} on `certificate`, when there is no file, it is not exactly one certificate, it contains a private key, its key is not
 *   RSA of 2048 bits or more, or the application has it already
 * @throws {NotFound} when the application does not exist
 */
export async function importVerificationCertificate(
  db: Database,
  edit: ApplicationEdit,
  file: Uint8Array | undefined,
  now: Date,
): Promise<{ thumbprint: string; expired: boolean }> {
  const certificate = readPublicKeyFile(file);
  requireVerificationKey(certificate);
  await changeApplication(
    db,
    edit,
    requestSignatureVerificationOf,
    async (tx, { servicePrincipal: { id } }) => {
      await storePublicKey(tx, { ownerId: id, usage: 'Verify' }, certificate, now);
      return {};
    },
  );
  return { thumbprint: thumbprintOf(certificate), expired: certificate.notAfter <= now };
}

/** Entra verifies RSA-SHA256, and RSA-SHA1 if that is allowed (entra-saml.md 1.6). */
function requireVerificationKey({ publicKey }: Certificate): void {
  const { asymmetricKeyType: type = 'unknown' } = publicKey;
  if (type !== 'rsa')
    throw certificateFault(
      'key_type',
      `The key of this certificate is ${type}, and requests are verified with RSA keys only. Use a certificate with an RSA key of 2048 bits or more.`,
    );
  const fault = keyFault(publicKey);
  if (fault) throw certificateFault(fault.code, fault.message);
}

/**
 * Deletes a verification certificate. It may be the last one: see `setRequestSignatureVerification`.
 *
 * @returns the application before the change.
 * @throws {InvalidInput} `unknown` when the application has no such verification certificate
 * @throws {NotFound} when the application does not exist
 */
export async function deleteVerificationCertificate(
  db: Database,
  edit: ApplicationEdit,
  thumbprint: string,
): Promise<ApplicationDetails> {
  requireTypes({ thumbprint }, { thumbprint: 'string' });
  return changeApplication(
    db,
    edit,
    requestSignatureVerificationOf,
    async (tx, { servicePrincipal: { id } }) => {
      const of = { ownerId: id, usage: 'Verify' as const };
      const { keyId } = await requirePublicKey(tx, of, thumbprint);
      await tx.deleteFrom('publicKeyCredential').where('keyId', '=', keyId).execute();
      return {};
    },
  );
}
