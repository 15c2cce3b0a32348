import { hashSecret, newSecret } from '../secrets.ts';
import type { Database } from '../tables.ts';

/** A sign-in that was begun in one browser tab and is not finished. */
export interface PendingSignIn {
  /** GUID, or `common`. */
  tenantId: string;
  /** What to do once the user is known; opaque here, see `continuation.ts`. */
  continuation: string;
  /** The user whose password was right, while later pages are shown. */
  authenticated: { userId: string; authnInstant: string; secondFactor: boolean } | undefined;
  /** "Stay signed in?" of the session that lacked a second factor; undefined when the question has not been answered yet. */
  persistent: boolean | undefined;
}

/** A form left open for longer has to start again. In milliseconds. */
const LIFETIME = 60 * 60_000;

export interface NewPendingSignIn {
  /** The `esctx` cookie: only this browser finds the sign-in again. */
  browser: string;
  tenantId: string;
  continuation: string;
  /** The user who is signed in already and lacks a second factor; the password is not asked for again. */
  signedIn?: { userId: string; authnInstant: string; persistent: boolean };
}

/** Stores a sign-in for an hour. @returns the id that the forms carry as `ctx`. */
export async function beginPendingSignIn(
  db: Database,
  { browser, tenantId, continuation, signedIn }: NewPendingSignIn,
  now: Date,
): Promise<string> {
  const id = newSecret();
  await db
    .insertInto('pendingSignIn')
    .values({
      idHash: hashSecret(id),
      browserHash: hashSecret(browser),
      tenantId,
      continuation,
      userId: signedIn?.userId ?? null,
      authnInstant: signedIn?.authnInstant ?? null,
      secondFactor: 0,
      persistent: signedIn ? Number(signedIn.persistent) : null,
      expires: new Date(now.getTime() + LIFETIME).toISOString(),
    })
    .execute();
  return id;
}

/** @param browser the `esctx` cookie; another browser's sign-in is not found. */
export async function findPendingSignIn(
  db: Database,
  id: string,
  browser: string,
  now: Date,
): Promise<PendingSignIn | undefined> {
  const row = await db
    .selectFrom('pendingSignIn')
    .selectAll()
    .where('idHash', '=', hashSecret(id))
    .where('browserHash', '=', hashSecret(browser))
    .where('expires', '>', now.toISOString())
    .executeTakeFirst();
  if (!row) return undefined;
  const { userId, authnInstant, persistent } = row;
  const secondFactor = row.secondFactor === 1;
  return {
    tenantId: row.tenantId,
    continuation: row.continuation,
    authenticated: userId && authnInstant ? { userId, authnInstant, secondFactor } : undefined,
    persistent: persistent === null ? undefined : persistent === 1,
  };
}

/** Records that the user's password was right. */
export async function recordPassword(
  db: Database,
  id: string,
  userId: string,
  now: Date,
): Promise<void> {
  await db
    .updateTable('pendingSignIn')
    .set({ userId, authnInstant: now.toISOString(), secondFactor: 0 })
    .where('idHash', '=', hashSecret(id))
    .execute();
}

/** Records that the code was right. */
export async function recordSecondFactor(db: Database, id: string): Promise<void> {
  await db
    .updateTable('pendingSignIn')
    .set({ secondFactor: 1 })
    .where('idHash', '=', hashSecret(id))
    .execute();
}

/** Removes a pending sign-in. A sign-in finishes once: of several calls at the same time only one returns true. */
export async function finishPendingSignIn(db: Database, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('pendingSignIn')
    .where('idHash', '=', hashSecret(id))
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
