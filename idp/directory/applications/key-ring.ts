import { createPrivateKey } from 'node:crypto';
import { readCertificate } from '../../../certs/certificate.ts';
import type { SigningKey } from '../../../certs/signing-certificate.ts';
import type { Database } from '../tables.ts';

/** A private key and its certificate, ready to sign. */
export interface LoadedKey extends SigningKey {
  readonly certificateBase64: string;
}

/** About 4 KiB each. */
const MAX_KEYS = 2_000;

/** Reads private keys from the database once: parsing one costs more than signing with it. */
export class KeyRing {
  readonly #db: Database;
  readonly #keys = new Map<string, LoadedKey>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** Forgets every key: the database has been put back to an earlier state, in which an id may mean another one. */
  clear(): void {
    this.#keys.clear();
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
}
