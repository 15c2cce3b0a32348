import { sql } from 'kysely';
import { thumbprint as thumbprintOf } from '../../../certs/certificate.ts';
import { CertificateError } from '../../../certs/errors.ts';
import { readPfx } from '../../../certs/pfx.ts';
import { makeSigningCertificate, type SigningKey } from '../../../certs/signing-certificate.ts';
import { requireTypes } from '../../../input/argument-types.ts';
import { type Fault, InvalidInput, refuseFaults } from '../../../input/invalid-input.ts';
import { keyFault } from '../../../saml/verification-key.ts';
import { idsOf } from '../../../store/ids.ts';
import type { Database } from '../tables.ts';
import type { ApplicationDetails } from './application-details.ts';
import { type ApplicationEdit, changeApplication } from './change-application.ts';
import { keyRow, signingKeyAt } from './key-credentials.ts';

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
  /** Whether it signs now: the active one, or a valid one in place of an active one that has expired. */
  signs: boolean;
  /** Whether its key was made elsewhere and imported. */
  imported: boolean;
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
    .select(['keyId', 'isCustom'])
    .where('ownerId', '=', servicePrincipal.id)
    .orderBy('createdDateTime', 'desc')
    .orderBy(sql`rowid`, 'desc')
    .execute();
  const key = rows.find(({ thumbprint }) => thumbprint === active);
  const current = key && { keyId: key.keyId, notAfter: key.endDateTime };
  const signing = current && (await signingKeyAt(db, servicePrincipal.id, current, now));
  return rows
    .map(({ keyId, isCustom, ...row }) => ({
      ...row,
      status: row.thumbprint === active ? ('Active' as const) : ('Inactive' as const),
      expired: row.endDateTime <= now.toISOString(),
      signs: keyId === signing,
      imported: isCustom === 1,
    }))
    .sort((a, b) => Number(b.status === 'Active') - Number(a.status === 'Active'));
}

/** Which certificate signs: the value that "Make certificate active" changes. */
export const activeThumbprintOf = ({ servicePrincipal }: ApplicationDetails) => ({
  active: servicePrincipal.preferredTokenSigningKeyThumbprint ?? '',
});

export const latestExpiration = (now: Date): Date => {
  const latest = new Date(now);
  latest.setUTCFullYear(latest.getUTCFullYear() + 3);
  return latest;
};

/** A certificate that was added; its thumbprint is a SHA-1 in 40 upper-case hex digits. */
export interface AddedCertificate {
  thumbprint: string;
  status: SigningCertificate['status'];
}

/**
 * "New Certificate": makes a key and a certificate. The first one of an application becomes active, later ones stay inactive; the
 * expiration cannot be changed (entra-saml.md 6).
 *
 * @param options `endDateTime` at most three years ahead, the default
 * @throws {InvalidInput} when `endDateTime` is not between now and three years ahead
 * @throws {NotFound} when the application does not exist
 */
export async function addTokenSigningCertificate(
  db: Database,
  edit: ApplicationEdit,
  options: { endDateTime?: Date | undefined },
  now: Date,
): Promise<AddedCertificate> {
  requireTypes(options, { endDateTime: 'date?' });
  const { endDateTime } = options;
  refuseFaults([endDateTime && expirationFault(endDateTime, now)]);
  const key = await makeSigningCertificate({
    random: idsOf(db).forKey('signing key'),
    notBefore: now,
    ...(endDateTime && { notAfter: endDateTime }),
  });
  return storeKey(db, edit, key, { now, isCustom: false });
}

function expirationFault(endDateTime: Date, now: Date): Fault | undefined {
  const latest = latestExpiration(now);
  if (endDateTime > now && endDateTime <= latest) return undefined;
  return {
    property: 'endDateTime',
    code: 'out_of_range',
    message: `Expiration date must be after today and no later than ${latest.toISOString().slice(0, 10)}, three years ahead.`,
  };
}

/** A PFX file and its password. */
export interface PfxFile {
  pfx: Uint8Array | undefined;
  password: string;
}

/**
 * "Import Certificate": a PFX file with its password. The first certificate of an application becomes active, later ones stay
 * inactive.
 *
 * @throws {InvalidInput} on `pfx` or `password`, when the file cannot be read, its key is not RSA or has a `KeyFault`, or the certificate is stored
 *   already
 * @throws {NotFound} when the application does not exist
 */
export async function importCertificate(
  db: Database,
  edit: ApplicationEdit,
  { pfx, password }: PfxFile,
  now: Date,
): Promise<AddedCertificate> {
  requireTypes({ password }, { password: 'string' });
  if (!(pfx instanceof Uint8Array))
    throw pfxFault('pfx', 'required', 'Choose a PFX file (.pfx or .p12).');
  return importSigningKey(db, edit, await readPfxFile(pfx, password), now);
}

/**
 * `importCertificate` for a key that was read already.
 *
 * @throws {InvalidInput} on `pfx`, as `importCertificate`
 * @throws {NotFound} when the application does not exist
 */
export async function importSigningKey(
  db: Database,
  edit: ApplicationEdit,
  key: SigningKey,
  now: Date,
): Promise<AddedCertificate> {
  return storeKey(db, edit, requireRsa(key), { now, isCustom: true });
}

function readPfxFile(pfx: Uint8Array, password: string): Promise<SigningKey> {
  return readPfx(pfx, password).catch((error: unknown) => {
    if (!(error instanceof CertificateError)) throw error;
    const property = error.code === 'wrong_password' ? 'password' : 'pfx';
    throw pfxFault(property, error.code, error.message);
  });
}

/** Entra signs with RSA-SHA256 or RSA-SHA1 (entra-saml.md 2.3). */
function requireRsa(key: SigningKey): SigningKey {
  if (key.privateKey.asymmetricKeyType !== 'rsa') {
    const message = 'The key in this file is not an RSA key, and only those can sign here.';
    throw pfxFault('pfx', 'not_rsa', message);
  }
  const fault = keyFault(key.certificate.publicKey);
  if (fault) throw pfxFault('pfx', fault.code, fault.message);
  return key;
}

const pfxFault = (property: string, code: string, message: string) =>
  new InvalidInput([{ property, code, message }]);

/** Adds a key; the first one of an application becomes active. @throws as `importCertificate` */
export async function storeKey(
  db: Database,
  edit: ApplicationEdit,
  key: SigningKey,
  { now, isCustom }: { now: Date; isCustom: boolean },
): Promise<AddedCertificate> {
  const thumbprint = thumbprintOf(key.certificate);
  const before = await changeApplication(db, edit, activeThumbprintOf, async (tx, app) => {
    const id = idsOf(tx).uuid('keyCredential');
    const row = keyRow(id, app.servicePrincipal.id, key, now, isCustom);
    if (!hasActive(app)) row.activatedDateTime = now.toISOString();
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('keyCredential')
      .values(row)
      .onConflict((c) => c.columns(['ownerId', 'thumbprint']).doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 0n)
      throw pfxFault('pfx', 'taken', 'This certificate is already in the list.');
    return hasActive(app) ? {} : { preferredTokenSigningKeyThumbprint: thumbprint };
  });
  return { thumbprint, status: hasActive(before) ? 'Inactive' : 'Active' };
}

const hasActive = (app: ApplicationDetails) => activeThumbprintOf(app).active !== '';

/**
 * "Make certificate active": the one before becomes inactive.
 *
 * @returns the application before the change.
 * @throws {InvalidInput} `unknown` when the application has no such certificate
 * @throws {NotFound} when the application does not exist
 * @throws {StaleVersion} when another user changed the active certificate first
 */
export async function activateCertificate(
  db: Database,
  edit: ApplicationEdit,
  thumbprint: string,
  now: Date,
): Promise<ApplicationDetails> {
  requireTypes({ thumbprint }, { thumbprint: 'string' });
  return changeApplication(db, edit, activeThumbprintOf, async (tx, { servicePrincipal }) => {
    const found = await tx
      .selectFrom('keyCredential')
      .select(['keyId', 'thumbprint'])
      .where('ownerId', '=', servicePrincipal.id)
      .where('thumbprint', '=', thumbprint.toUpperCase())
      .executeTakeFirst();
    if (!found) throw unknownCertificate();
    if (found.thumbprint !== servicePrincipal.preferredTokenSigningKeyThumbprint)
      await tx
        .updateTable('keyCredential')
        .set({ activatedDateTime: now.toISOString() })
        .where('keyId', '=', found.keyId)
        .execute();
    return { preferredTokenSigningKeyThumbprint: found.thumbprint };
  });
}

/**
 * Deletes a certificate that does not sign.
 *
 * @returns the application before the change.
 * @throws {InvalidInput} `active` for the active certificate, `unknown` when the application has no such certificate
 * @throws {NotFound} when the application does not exist
 * @throws {StaleVersion} when another user changed the active certificate first
 */
export async function deleteCertificate(
  db: Database,
  edit: ApplicationEdit,
  thumbprint: string,
): Promise<ApplicationDetails> {
  requireTypes({ thumbprint }, { thumbprint: 'string' });
  return changeApplication(db, edit, activeThumbprintOf, async (tx, app) => {
    const wanted = thumbprint.toUpperCase();
    if (activeThumbprintOf(app).active === wanted)
      throw thumbprintFault(
        'active',
        'The active certificate cannot be deleted. Make another one active first.',
      );
    const { numDeletedRows } = await tx
      .deleteFrom('keyCredential')
      .where('ownerId', '=', app.servicePrincipal.id)
      .where('thumbprint', '=', wanted)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw unknownCertificate();
    return {};
  });
}

const thumbprintFault = (code: string, message: string) =>
  new InvalidInput([{ property: 'thumbprint', code, message }]);

const unknownCertificate = () =>
  thumbprintFault('unknown', 'This application has no such certificate.');
