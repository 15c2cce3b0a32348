import { createHash, randomBytes } from 'node:crypto';

/** 32 random bytes as base64url, 43 characters: a cookie value that cannot be guessed. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether a cookie has the form of `newSecret`: anything else (cut short, padded, another site's) is treated as absent. */
export function isSecret(value: string | undefined): value is string {
  return value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value);
}

/** SHA-256 as base64url. Only this is stored, so that a copy of the database opens no session. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
