import { sql } from 'kysely';
import {
  type Certificate,
  readCertificate,
  thumbprint,
  toBase64,
} from '../../../certs/certificate.ts';
import { CertificateError } from '../../../certs/errors.ts';
import { InvalidInput } from '../../../input/invalid-input.ts';
import { idsOf } from '../../../store/ids.ts';
import type { Database, PublicKeyCredentialRow } from '../tables.ts';

/** A certificate of a service provider, with Graph's properties of a keyCredential. */
export interface PublicKeyCredential extends Omit<PublicKeyCredentialRow, 'ownerId'> {
  type: 'AsymmetricX509Cert';
  expired: boolean;
}

type Usage = PublicKeyCredentialRow['usage'];

/** The certificates of an application for one usage, the newest first. */
export async function publicKeysOf(
  db: Database,
  servicePrincipalId: string,
  usage: Usage,
  now: Date,
): Promise<PublicKeyCredential[]> {
  const rows = await db
    .selectFrom('publicKeyCredential')
    .selectAll()
    .where('ownerId', '=', servicePrincipalId)
    .where('usage', '=', usage)
    .orderBy('createdDateTime', 'desc')
    .orderBy(sql`rowid`, 'desc')
    .execute();
  return rows.map(({ ownerId: _, ...row }) => ({
    ...row,
    type: 'AsymmetricX509Cert',
    expired: row.endDateTime <= now.toISOString(),
  }));
}

/**
 * Reads a certificate file: DER, Base64 or PEM, without a private key.
 *
 * @throws {InvalidInput} on `certificate`, when there is no file, or it cannot be read
 */
export function readPublicKeyFile(file: Uint8Array | undefined): Certificate {
  if (!(file instanceof Uint8Array))
    throw certificateFault('required', 'Choose a certificate file (.cer, .crt or .pem).');
  try {
    return readCertificate(file);
  } catch (error) {
    if (!(error instanceof CertificateError)) throw error;
    throw certificateFault(error.code, error.message);
  }
}

/**
 * @returns the id of the new credential
 * @throws {InvalidInput} `taken` when the application has this certificate for this usage already, `too_many` after the tenth
 */
export async function storePublicKey(
  tx: Database,
  { ownerId, usage }: Pick<PublicKeyCredentialRow, 'ownerId' | 'usage'>,
  certificate: Certificate,
  now: Date,
): Promise<string> {
  const { count } = await tx
    .selectFrom('publicKeyCredential')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('ownerId', '=', ownerId)
    .where('usage', '=', usage)
    .executeTakeFirstOrThrow();
  if (Number(count) >= MAX_CERTIFICATES)
    throw certificateFault(
      'too_many',
      `This application has ${MAX_CERTIFICATES} certificates already. Delete one first.`,
    );
  const keyId = idsOf(tx).uuid('keyCredential');
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('publicKeyCredential')
    .values({
      keyId,
      ownerId,
      usage,
      displayName: certificate.subject,
      thumbprint: thumbprint(certificate),
      certificate: toBase64(certificate),
      startDateTime: certificate.notBefore.toISOString(),
      endDateTime: certificate.notAfter.toISOString(),
      createdDateTime: now.toISOString(),
    })
    .onConflict((c) => c.columns(['ownerId', 'usage', 'thumbprint']).doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n)
    throw certificateFault('taken', 'This certificate is already in the list.');
  return keyId;
}

const MAX_CERTIFICATES = 10;

/** @throws {InvalidInput} `unknown` when the application has no such certificate */
export async function requirePublicKey(
  tx: Database,
  { ownerId, usage }: Pick<PublicKeyCredentialRow, 'ownerId' | 'usage'>,
  thumbprint: string,
): Promise<PublicKeyCredentialRow> {
  const found = await tx
    .selectFrom('publicKeyCredential')
    .selectAll()
    .where('ownerId', '=', ownerId)
    .where('usage', '=', usage)
    .where('thumbprint', '=', thumbprint.toUpperCase())
    .executeTakeFirst();
  if (!found)
    throw new InvalidInput([
      {
        property: 'thumbprint',
        code: 'unknown',
        message: 'This application has no such certificate.',
      },
    ]);
  return found;
}

export const certificateFault = (code: string, message: string): InvalidInput =>
  new InvalidInput([{ property: 'certificate', code, message }]);
