import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/**
 * RFC 7914 parameters: about 10 ms and 1 MiB per guess, for passwords of test users; a sign-in waits for it, and each thread that has hashed one
 * keeps the memory. They are stored in each hash, so hashes with other parameters still match. Tests lower them (`testing/quick-hashes.ts`).
 */
export const cost = { N: 1024, r: 8, p: 4 };
const SALT_BYTES = 16;
const KEY_BYTES = 32;

const encode = (salt: Buffer, key: Buffer): string =>
  ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64'), key.toString('base64')].join('$');

/** @returns `scrypt$N$r$p$salt$key`, salt and key in base64. Runs in the thread pool. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return encode(salt, await derive(password, salt, KEY_BYTES, cost));
}

/** Whether a hash has other parameters than new ones get; then hash the password again once it is known. */
export const isOutdated = (hash: string): boolean =>
  !hash.startsWith(`scrypt$${cost.N}$${cost.r}$${cost.p}$`);

/** Takes as long to check as any other hash and matches no password: for an unknown user name. */
export const nobodysHash = encode(Buffer.alloc(SALT_BYTES), Buffer.alloc(KEY_BYTES));

export interface PasswordCheck {
  matches: boolean;
  /** The key derived from the typed password with this hash's salt, in base64; as hard to guess from as the hash itself. */
  derived: string;
}

/** Compares in constant time. A hash in an unknown format matches nothing, and no key is derived. */
export async function checkPassword(password: string, hash: string): Promise<PasswordCheck> {
  const [kind, N, r, p, salt, key] = hash.split('$');
  if (kind !== 'scrypt' || !salt || !key) return { matches: false, derived: '' };
  // Also reads base64url, which older versions of the service provider wrote.
  const expected = Buffer.from(key, 'base64');
  const options = { N: Number(N), r: Number(r), p: Number(p) };
  const found = await derive(password, Buffer.from(salt, 'base64'), expected.length, options);
  return { matches: timingSafeEqual(found, expected), derived: found.toString('base64') };
}

/** Whether the password matches the hash; see `checkPassword`. */
export async function passwordMatches(password: string, hash: string): Promise<boolean> {
  return (await checkPassword(password, hash)).matches;
}

function derive(password: string, salt: Buffer, bytes: number, options: ScryptOptions) {
  return new Promise<Buffer>((resolve, reject) => {
    // Different systems send the same characters composed or decomposed (RFC 8265 section 4.2.2).
    scrypt(password.normalize('NFC'), salt, bytes, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
