import { createHash } from 'node:crypto';

/**
 * What is stored of a secret, so that a copied database opens no session. Random secrets need no slow hash. SHA-256 in hex; the service
 * provider stores base64url, and both keep their format so that existing data folders work.
 */
export const hashSecret = (secret: string): string =>
  createHash('sha256').update(secret).digest('hex');
