import { randomFillSync } from 'node:crypto';

const BYTES = 32;

/** Random bytes for the next secrets: OpenSSL takes as long for a few bytes as for a kilobyte. Each is used once, and erased. */
const pool = Buffer.alloc(32 * BYTES);
let used = pool.length;

/** 256 random bits as base64url, 43 characters: a cookie value that cannot be guessed. */
export function newSecret(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = pool.subarray(used, used + BYTES);
  used += BYTES;
  const secret = bytes.toString('base64url');
  bytes.fill(0);
  return secret;
}

/** Whether a cookie has the form of `newSecret`: anything else (cut short, padded, another site's) is treated as absent. */
export const isSecret = (value: string | undefined): value is string =>
  value !== undefined && /^[\w-]{43}$/.test(value);
