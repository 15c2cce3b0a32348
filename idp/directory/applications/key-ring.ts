import { createPrivateKey } from 'node:crypto';
import { readCertificate } from '../../../certs/certificate.ts';
import type { SigningKey } from '../../../certs/signing-certificate.ts';
import { type Recipient, recipientOf } from '../../../saml/encrypt-assertion.ts';
import type { Database } from '../tables.ts';

/** A private key and its certificate, ready to sign. */
export interface LoadedKey extends SigningKey {
  readonly certificateBase64: string;
}

/** About 4 KiB each. */
const MAX_KEYS = 2_000;

/** Reads keys from the database once: parsing one costs more than using it. */
export class KeyRing {
  readonly #db: Database;
  readonly #keys = new Map<string, LoadedKey>();
  readonly #recipients = new Map<string, Recipient>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** Forgets every key: the database has been put back to an earlier state, in which an id may mean another one. */
  clear(): void {
    this.#keys.clear();
    this.#recipients.clear();
  }

  /**
   * A key id always means the same key, so a loaded key is cached.
   *
   * @throws {NoResultError} Kysely's, when there is no such key
   */
  async load(keyId: string): Promise<LoadedKey> {
    const known = this.#keys.get(keyId);
    if (known) return known;
    const row = await this.#db
      .selectFrom('keyCredential')
      .select(['certificate', 'privateKey'])
      .where('keyId', '=', keyId)
      .executeTakeFirstOrThrow();
    const key = {
      privateKey: createPrivateKey(row.privateKey),
      certificate: readCertificate(Buffer.from(row.certificate, 'base64')),
      certificateBase64: row.certificate,
    };
    if (this.#keys.size >= MAX_KEYS) this.#keys.clear();
    this.#keys.set(keyId, key);
    return key;
  }

  /**
   * Who can decrypt what is encrypted for a certificate of a service provider; cached like a key that signs.
   *
   * @throws {NoResultError} Kysely's, when there is no such certificate
   */
  async recipient(keyId: string): Promise<Recipient> {
    const known = this.#recipients.get(keyId);
    if (known) return known;
    const { certificate } = await this.#db
      .selectFrom('publicKeyCredential')
      .select('certificate')
      .where('keyId', '=', keyId)
      .executeTakeFirstOrThrow();
    const recipient = recipientOf(Buffer.from(certificate, 'base64'));
    if (this.#recipients.size >= MAX_KEYS) this.#recipients.clear();
    this.#recipients.set(keyId, recipient);
    return recipient;
  }
}
