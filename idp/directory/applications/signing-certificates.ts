import { randomUUID } from 'node:crypto';
import { CertificateError } from '../../../certs/errors.ts';
import { readPfx } from '../../../certs/pfx.ts';
import { makeSigningCertificate, type SigningKey } from '../../../certs/signing-certificate.ts';
import { InvalidInput, refuseFaults } from '../invalid-input.ts';
import type { Database } from '../tables.ts';
import type { ApplicationDetails } from './application-details.ts';
import { type ApplicationEdit, changeApplication } from './change-application.ts';
import { keyRow } from './key-credentials.ts';

/** A row of "SAML Certificates"; it never carries the private key. */
export interface SigningCertificate {
  thumbprint: string;
  subject: string;
  /** DER in base64. */
  certificate: string;
  startDateTime: string;
  endDateTime: string;
  status: 'Active' | 'Inactive';
  expired: boolean;
}

/** The certificates of an application, the active one first, then the newest. */
export async function signingCertificatesOf(
  db: Database,
  { servicePrincipal }: ApplicationDetails,
  now: Date,
): Promise<SigningCertificate[]> {
  const active = servicePrincipal.preferredTokenSigningKeyThumbprint;
  const rows = await db
    .selectFrom('keyCredential')
    .select(['thumbprint', 'displayName as subject', 'certificate', 'startDateTime', 'endDateTime'])
    .where('ownerId', '=', servicePrincipal.id)
    .orderBy('createdDateTime', 'desc')
    .execute();
  return rows
    .map((row) => ({
      ...row,
      status: row.thumbprint === active ? ('Active' as const) : ('Inactive' as const),
      expired: row.endDateTime <= now.toISOString(),
    }))
    .sort((a, b) => Number(b.status === 'Active') - Number(a.status === 'Active'));
}

/** Which certificate signs: what "Make certificate active" changes. */
export const activeThumbprintOf = ({ servicePrincipal }: ApplicationDetails) => ({
  active: servicePrincipal.preferredTokenSigningKeyThumbprint ?? '',
});

export const latestExpiration = (now: Date): Date => {
  const latest = new Date(now);
  latest.setUTCFullYear(latest.getUTCFullYear() + 3);
  return latest;
};

/**
 * "New Certificate": saved inactive; its expiration, at most three years ahead, is fixed from then on (entra-saml.md 6).
 *
 * @returns its thumbprint.
 * @throws {InvalidInput} on `notAfter`
 */
export async function newCertificate(
  db: Database,
  servicePrincipalId: string,
  notAfter: Date,
  now: Date,
): Promise<string> {
  const valid = notAfter.getTime() > now.getTime() && notAfter <= latestExpiration(now);
  refuseFaults([
    valid
      ? undefined
      : {
          property: 'notAfter',
          code: 'out_of_range',
          message: `Expiration date must lie after today and not after ${latestExpiration(now).toISOString().slice(0, 10)}, three years ahead.`,
        },
  ]);
  const key = await makeSigningCertificate({ notBefore: now, notAfter });
  return storeInactive(db, servicePrincipalId, key, now);
}

/**
 * "Import Certificate": a PFX file with its password, saved inactive.
 *
 * @throws {InvalidInput} on `pfx` or `password`
 */
export async function importCertificate(
  db: Database,
  servicePrincipalId: string,
  pfx: Uint8Array | undefined,
  password: string,
  now: Date,
): Promise<string> {
  if (!pfx)
    throw new InvalidInput([
      { property: 'pfx', code: 'required', message: 'Choose a PFX file (.pfx or .p12).' },
    ]);
  try {
    const key = await readPfx(pfx, password);
    requireRsa(key);
    return await storeInactive(db, servicePrincipalId, key, now);
  } catch (error) {
    if (!(error instanceof CertificateError)) throw error;
    const property = error.code === 'wrong_password' ? 'password' : 'pfx';
    throw new InvalidInput([{ property, code: error.code, message: error.message }]);
  }
}

/** Entra signs with RSA-SHA256 or RSA-SHA1 (entra-saml.md 2.3). */
function requireRsa({ privateKey }: SigningKey): void {
  if (privateKey.asymmetricKeyType === 'rsa') return;
  const message = 'The key in this PFX file is not an RSA key, and only those can sign here.';
  throw new InvalidInput([{ property: 'pfx', code: 'not_rsa', message }]);
}

async function storeInactive(
  db: Database,
  servicePrincipalId: string,
  key: SigningKey,
  now: Date,
): Promise<string> {
  const row = keyRow(randomUUID(), servicePrincipalId, key, now);
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('keyCredential')
    .values(row)
    .onConflict((c) => c.columns(['ownerId', 'thumbprint']).doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n) {
    const message = 'This certificate is in the list already.';
    throw new InvalidInput([{ property: 'pfx', code: 'repeated', message }]);
  }
  return row.thumbprint;
}

/** "Make certificate active": the one before becomes inactive. */
export async function makeCertificateActive(
  db: Database,
  edit: ApplicationEdit,
  thumbprint: string,
): Promise<ApplicationDetails> {
  return changeApplication(db, edit, activeThumbprintOf, async (tx) => {
    await tx
      .selectFrom('keyCredential')
      .select('keyId')
      .where('ownerId', '=', edit.servicePrincipalId)
      .where('thumbprint', '=', thumbprint)
      .executeTakeFirstOrThrow(() => new InvalidInput([noSuchCertificate]));
    return { preferredTokenSigningKeyThumbprint: thumbprint };
  });
}

/** Deletes a certificate that does not sign. */
export async function deleteCertificate(
  db: Database,
  edit: ApplicationEdit,
  thumbprint: string,
): Promise<ApplicationDetails> {
  return changeApplication(db, edit, activeThumbprintOf, async (tx, app) => {
    if (activeThumbprintOf(app).active === thumbprint)
      throw new InvalidInput([
        {
          property: 'thumbprint',
          code: 'active',
          message: 'The active certificate cannot be deleted. Make another one active first.',
        },
      ]);
    const { numDeletedRows } = await tx
      .deleteFrom('keyCredential')
      .where('ownerId', '=', edit.servicePrincipalId)
      .where('thumbprint', '=', thumbprint)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw new InvalidInput([noSuchCertificate]);
    return {};
  });
}

const noSuchCertificate = {
  property: 'thumbprint',
  code: 'gone',
  message: 'This application has no such certificate any more.',
};
