import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, base64url: 43 characters. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** Whether a cookie's value has the form of `newSecret`; treat anything else as absent. */
export const isSecret = (value: string | undefined): value is string =>
  value !== undefined && /^[\w-]{43}$/.test(value);

/**
 * What is stored of a secret, so that a copied database opens no session. Random secrets need no slow hash. SHA-256 in hex; the service
 * provider stores base64url, and both keep their format so that existing data folders work.
 */
export const hashSecret = (secret: string): string =>
  createHash('sha256').update(secret).digest('hex');
