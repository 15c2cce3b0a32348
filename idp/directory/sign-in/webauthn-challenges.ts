import { hashSecret } from '../secrets.ts';
import type { Database } from '../tables.ts';

/** Longer than a browser's dialog stays open. In milliseconds. */
const LIFETIME = 10 * 60_000;

export interface WebAuthnChallenge {
  /** base64url */
  challenge: string;
  /** Whose credential must answer; null: the credential says whose it is. */
  userId: string | null;
}

/**
 * Keeps the challenge of a ceremony until it is answered. The next one for the same purpose replaces it.
 *
 * @param purpose what it is for, with the secrets of the browser and of the sign-in or the session; only their hash is stored
 */
export async function storeChallenge(
  db: Database,
  purpose: readonly string[],
  challenge: WebAuthnChallenge,
  now: Date,
): Promise<void> {
  const values = { ...challenge, expires: new Date(now.getTime() + LIFETIME).toISOString() };
  await db
    .insertInto('webAuthnChallenge')
    .values({ boundTo: keyOf(purpose), ...values })
    .onConflict((c) => c.column('boundTo').doUpdateSet(values))
    .execute();
}

/**
 * Takes the challenge away, so that it can be answered once (WebAuthn 3, 13.4.3).
 *
 * @returns undefined when there is none for this purpose, or it has expired
 */
export async function takeChallenge(
  db: Database,
  purpose: readonly string[],
  now: Date,
): Promise<WebAuthnChallenge | undefined> {
  const taken = await db
    .deleteFrom('webAuthnChallenge')
    .where('boundTo', '=', keyOf(purpose))
    .returning(['challenge', 'userId', 'expires'])
    .executeTakeFirst();
  if (!taken || taken.expires <= now.toISOString()) return undefined;
  return { challenge: taken.challenge, userId: taken.userId };
}

const keyOf = (purpose: readonly string[]): string => hashSecret(JSON.stringify(purpose));
