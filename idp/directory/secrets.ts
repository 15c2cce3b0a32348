import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, base64url: 43 characters. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** Secrets of that strength need no slow hash: SHA-256 keeps the table from being a list of keys. */
export const secretHash = (secret: string): string =>
  createHash('sha256').update(secret).digest('hex');
