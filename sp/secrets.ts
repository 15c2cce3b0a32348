import { createHash } from 'node:crypto';

/** SHA-256 as base64url. Only this is stored, so that a copy of the database opens no session. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
