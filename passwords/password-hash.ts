import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/**
 * RFC 7914 parameters: about 40 ms and 4 MiB for one guess. The work is in p rather than in N, since the memory of a derivation
 * stays with the process. Stored with each hash, so they may grow later.
 */
const cost = { N: 4096, r: 8, p: 4 };
const SALT_BYTES = 16;
const KEY_BYTES = 32;

const encode = (salt: Buffer, key: Buffer): string =>
  ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64'), key.toString('base64')].join('$');

/** @returns `scrypt$N$r$p$salt$key`, salt and key in base64. Runs in the thread pool. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return encode(salt, await derive(password, salt, KEY_BYTES, cost));
}

/** Takes as long to check as another hash and matches nothing: for a name that nobody has. */
export const nobodysHash = encode(Buffer.alloc(SALT_BYTES), Buffer.alloc(KEY_BYTES));

export interface PasswordCheck {
  matches: boolean;
  /** What the typed password derives to with this hash's salt, in base64: as costly to guess from as the hash itself. */
  derived: string;
}

/** Compares in constant time. A hash in a form we did not write matches nothing, and derives nothing. */
export async function checkPassword(password: string, hash: string): Promise<PasswordCheck> {
  const [kind, N, r, p, salt, key] = hash.split('$');
  if (kind !== 'scrypt' || !salt || !key) return { matches: false, derived: '' };
  // Also reads base64url, as older service providers of ours stored it.
  const expected = Buffer.from(key, 'base64');
  const options = { N: Number(N), r: Number(r), p: Number(p) };
  const found = await derive(password, Buffer.from(salt, 'base64'), expected.length, options);
  return { matches: timingSafeEqual(found, expected), derived: found.toString('base64') };
}

/** Whether it is the password that was hashed; see `checkPassword`. */
export async function passwordMatches(password: string, hash: string): Promise<boolean> {
  return (await checkPassword(password, hash)).matches;
}

function derive(password: string, salt: Buffer, bytes: number, options: ScryptOptions) {
  return new Promise<Buffer>((resolve, reject) => {
    // The same characters typed on different systems may arrive composed or decomposed (RFC 8265 section 4.2.2).
    scrypt(password.normalize('NFC'), salt, bytes, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
