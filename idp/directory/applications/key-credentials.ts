import { randomUUID } from 'node:crypto';
import { thumbprint, toBase64 } from '../../../certs/certificate.ts';
import { makeSigningCertificate, type SigningKey } from '../../../certs/signing-certificate.ts';
import type { Database, KeyCredentialRow } from '../tables.ts';

export interface Validity {
  notBefore?: Date | undefined;
  /** Default: three years later. */
  notAfter?: Date | undefined;
}

/** Owner of the key that all tenants share; it signs the metadata that names no application (entra-saml.md 5.2). */
const COMMON_OWNER = 'common';

/**
 * Makes a key and a certificate for an application. The first one becomes active, later ones stay inactive (entra-saml.md 6).
 *
 * @returns the certificate's SHA-1, 40 upper-case hex digits.
 */
export async function addTokenSigningCertificate(
  db: Database,
  servicePrincipalId: string,
  validity: Validity,
  now: Date,
): Promise<{ thumbprint: string }> {
  const key = await makeSigningCertificate(dates(validity, now));
  const row = keyRow(randomUUID(), servicePrincipalId, key, now);
  await db.transaction().execute(async (tx) => {
    await tx.insertInto('keyCredential').values(row).execute();
    await tx
      .updateTable('servicePrincipal')
      .set({ preferredTokenSigningKeyThumbprint: row.thumbprint })
      .where('id', '=', servicePrincipalId)
      .where('preferredTokenSigningKeyThumbprint', 'is', null)
      .execute();
  });
  return { thumbprint: row.thumbprint };
}

const dates = ({ notBefore, notAfter }: Validity, now: Date) => ({
  notBefore: notBefore ?? now,
  ...(notAfter && { notAfter }),
});

/** A key as it is stored. */
export function keyRow(
  keyId: string,
  ownerId: string,
  key: SigningKey,
  now: Date,
): KeyCredentialRow {
  return {
    keyId,
    ownerId,
    displayName: key.certificate.subject,
    thumbprint: thumbprint(key.certificate),
    certificate: toBase64(key.certificate),
    privateKey: key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    startDateTime: key.certificate.notBefore.toISOString(),
    endDateTime: key.certificate.notAfter.toISOString(),
    createdDateTime: now.toISOString(),
  };
}

/** Makes another certificate of the application the active one; throws TypeError when it has no such certificate. */
export async function activateCertificate(
  db: Database,
  servicePrincipalId: string,
  wanted: string,
): Promise<void> {
  const keys = await keysOf(db, servicePrincipalId);
  if (!keys.some((key) => key.thumbprint === wanted))
    throw new TypeError(`The application has no certificate ${wanted}.`);
  await db
    .updateTable('servicePrincipal')
    .set({ preferredTokenSigningKeyThumbprint: wanted })
    .where('id', '=', servicePrincipalId)
    .execute();
}

export type PublishedKey = Pick<KeyCredentialRow, 'keyId' | 'thumbprint' | 'certificate'>;

/** All keys of an owner, active and inactive, oldest first. */
export async function keysOf(db: Database, ownerId: string): Promise<PublishedKey[]> {
  return db
    .selectFrom('keyCredential')
    .select(['keyId', 'thumbprint', 'certificate'])
    .where('ownerId', '=', ownerId)
    .orderBy('createdDateTime')
    .orderBy('keyId')
    .execute();
}

/**
 * The key that all tenants share, made when first asked for. Its id is fixed, so that two processes that make it at once
 * end up with the one that was stored first.
 */
export async function commonKeys(db: Database, now: Date): Promise<PublishedKey[]> {
  const found = await keysOf(db, COMMON_OWNER);
  if (found.length > 0) return found;
  const key = await makeSigningCertificate({
    subject: 'CN=accounts.accesscontrol.windows.net',
    notBefore: now,
  });
  await db
    .insertInto('keyCredential')
    .values(keyRow(COMMON_OWNER, COMMON_OWNER, key, now))
    .onConflict((c) => c.column('keyId').doNothing())
    .execute();
  return keysOf(db, COMMON_OWNER);
}

/**
 * The key that signs now: the active one, unless it has expired and another of the application is valid; with only expired
 * ones the active one goes on signing (entra-saml.md 6).
 */
export async function signingKeyAt(
  db: Database,
  servicePrincipalId: string,
  active: { keyId: string; notAfter: string },
  now: Date,
): Promise<string> {
  const instant = now.toISOString();
  if (active.notAfter > instant) return active.keyId;
  const valid = await db
    .selectFrom('keyCredential')
    .select('keyId')
    .where('ownerId', '=', servicePrincipalId)
    .where('startDateTime', '<=', instant)
    .where('endDateTime', '>', instant)
    .orderBy('createdDateTime', 'desc')
    .executeTakeFirst();
  return valid?.keyId ?? active.keyId;
}
