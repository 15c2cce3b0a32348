import { sql } from 'kysely';
import { thumbprint, toBase64 } from '../../../certs/certificate.ts';
import { makeSigningCertificate, type SigningKey } from '../../../certs/signing-certificate.ts';
import { idsOf } from '../../../store/ids.ts';
import type { Database, KeyCredentialRow } from '../tables.ts';

/** An application has no active token signing certificate, so it cannot sign. */
export class NoSigningKey extends Error {
  constructor(servicePrincipalId: string) {
    super(`The application ${servicePrincipalId} has no signing key.`);
    this.name = 'NoSigningKey';
  }
}

/** Owner of the key that all tenants share; it signs the metadata that names no application (entra-saml.md 5.2). */
const COMMON_OWNER = 'common';

/** A key as it is stored. @param isCustom whether it was made elsewhere and imported */
export function keyRow(
  keyId: string,
  ownerId: string,
  key: SigningKey,
  now: Date,
  isCustom = false,
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
    isCustom: isCustom ? 1 : 0,
    activatedDateTime: null,
  };
}

export type PublishedKey = Pick<KeyCredentialRow, 'keyId' | 'thumbprint' | 'certificate'>;

/** All keys of an owner, active and inactive, oldest first. */
export async function keysOf(db: Database, ownerId: string): Promise<PublishedKey[]> {
  return db
    .selectFrom('keyCredential')
    .select(['keyId', 'thumbprint', 'certificate'])
    .where('ownerId', '=', ownerId)
    .orderBy('createdDateTime')
    .orderBy(sql`rowid`)
    .execute();
}

/**
 * The key that all tenants share, made at the first request for it. Its id is fixed, so that two processes that make it at the
 * same time both use the one that was stored first.
 */
export function commonKeys(db: Database, now: Date): Promise<PublishedKey[]> {
  return sharedKeys(db, COMMON_OWNER, 'CN=accounts.accesscontrol.windows.net', now);
}

/** The key of the mock identity provider of federated domains; the same for every domain of the installation. */
export async function mockIdentityProviderKey(db: Database, now: Date): Promise<PublishedKey> {
  const [key] = await sharedKeys(db, 'ad-fs', 'CN=ADFS Signing - samlab mock', now);
  if (!key) throw new TypeError('The mock identity provider has no key.');
  return key;
}

async function sharedKeys(
  db: Database,
  owner: string,
  subject: string,
  now: Date,
): Promise<PublishedKey[]> {
  const found = await keysOf(db, owner);
  if (found.length > 0) return found;
  const key = await makeSigningCertificate({
    random: idsOf(db).forKey(owner),
    subject,
    notBefore: now,
  });
  await db
    .insertInto('keyCredential')
    .values(keyRow(owner, owner, key, now))
    .onConflict((c) => c.column('keyId').doNothing())
    .execute();
  return keysOf(db, owner);
}

/**
 * The key that signs now: the active one, unless it has expired and another one is valid; of several valid ones the newest, which is assumed.
 * When all have expired, the active one goes on signing (entra-saml.md 6).
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
    .orderBy(sql`rowid`, 'desc')
    .executeTakeFirst();
  return valid?.keyId ?? active.keyId;
}
