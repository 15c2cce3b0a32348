import { createPrivateKey } from 'node:crypto';
import { readCertificate, toBase64 } from '../../certs/certificate.ts';
import { makeSigningCertificate, type SigningKey } from '../../certs/signing-certificate.ts';
import type { Clock } from '../../store/clock.ts';
import { idsOf } from '../../store/ids.ts';
import type { Database, Tables } from '../database/tables.ts';

type Purpose = Tables['ownKey']['purpose'];

/** How many keys are in use at once. */
const SLOTS: Record<Purpose, number> = { decryption: 2, signing: 1 };

const subjects: Record<Purpose, string> = {
  decryption: 'CN=Peakon token encryption',
  signing: 'CN=Peakon message signing',
};

/** A key in metadata is a key, whatever its dates (SAML Metadata Interoperability Profile 2.6.1): long enough not to matter. */
const YEARS = 10;

export interface OwnKeys {
  /** Newest first: senders should encrypt with the first. */
  decryption(): Promise<readonly SigningKey[]>;
  signing(): Promise<SigningKey>;
  /** Makes a new decryption key; the newest so far stays in use, the one before it is deleted. */
  renewDecryption(): Promise<void>;
}

/** The keys of one installation. They are read anew each time, as another replica may have renewed them; parsed keys are cached. */
export function ownKeys(db: Database, clock: Clock): OwnKeys {
  const parsed = new Map<string, SigningKey>();
  const making = new Map<Purpose, Promise<void>>();

  async function find(purpose: Purpose): Promise<SigningKey[]> {
    const rows = await db
      .selectFrom('ownKey')
      .select(['privateKey', 'certificate'])
      .where('purpose', '=', purpose)
      .orderBy('slot')
      .execute();
    return rows.map((row) => {
      const key = parsed.get(row.certificate) ?? parse(row);
      parsed.set(row.certificate, key);
      return key;
    });
  }

  async function ensure(purpose: Purpose): Promise<SigningKey[]> {
    const found = await find(purpose);
    if (found.length === SLOTS[purpose]) return found;
    const underWay = making.get(purpose) ?? fill(purpose).finally(() => making.delete(purpose));
    making.set(purpose, underWay);
    await underWay;
    return find(purpose);
  }

  /** A slot that another replica filled first stays as it is: all replicas use the same keys. */
  async function fill(purpose: Purpose): Promise<void> {
    const slots = Array.from({ length: SLOTS[purpose] }, (_, slot) => slot);
    const rows = await Promise.all(slots.map((slot) => make(purpose, slot)));
    await db
      .insertInto('ownKey')
      .values(rows)
      .onConflict((c) => c.doNothing())
      .execute();
  }

  async function make(purpose: Purpose, slot: number): Promise<Tables['ownKey']> {
    const notBefore = clock();
    const notAfter = new Date(notBefore);
    notAfter.setUTCFullYear(notAfter.getUTCFullYear() + YEARS);
    const key = await makeSigningCertificate({
      random: idsOf(db).forKey(`${purpose} ${slot}`),
      subject: subjects[purpose],
      notBefore,
      notAfter,
    });
    const privateKey = key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    return { purpose, slot, privateKey, certificate: toBase64(key.certificate) };
  }

  return {
    decryption: () => ensure('decryption'),
    signing: async () => {
      const [key] = await ensure('signing');
      if (!key) throw new TypeError('The signing key was made but cannot be found.');
      return key;
    },
    renewDecryption: async () => {
      await ensure('decryption');
      const row = await make('decryption', 0);
      await db.transaction().execute(async (tx) => {
        const rows = () => tx.updateTable('ownKey').where('purpose', '=', 'decryption');
        const last = SLOTS.decryption - 1;
        await tx
          .deleteFrom('ownKey')
          .where('purpose', '=', 'decryption')
          .where('slot', '=', last)
          .execute();
        await rows().set({ slot: last }).where('slot', '=', 0).execute();
        await tx.insertInto('ownKey').values(row).execute();
      });
    },
  };
}

function parse(row: Pick<Tables['ownKey'], 'privateKey' | 'certificate'>): SigningKey {
  return {
    privateKey: createPrivateKey(row.privateKey),
    certificate: readCertificate(Buffer.from(row.certificate, 'base64')),
  };
}
