import { newSecret } from '../../../passwords/secret.ts';
import type { AuthenticationMethodMode } from '../../authentication-methods/modes.ts';
import { hashSecret } from '../secrets.ts';
import type { Database } from '../tables.ts';

/** A user, and how they have signed in so far. */
export interface AuthenticatedUser {
  userId: string;
  /** When the first method was checked. */
  authnInstant: string;
  /** In the order of use. */
  methods: readonly AuthenticationMethodMode[];
  /** AuthnContextClassRef that a federated identity provider named. */
  federatedClassRef?: string | undefined;
}

/** A sign-in that was begun in one browser tab and is not finished. */
export interface PendingSignIn {
  /** GUID, or `common`. */
  tenantId: string;
  /** What to do once the user is known; opaque here, see `continuation.ts`. */
  continuation: string;
  /** The user whose first method was right, while later pages are shown. */
  authenticated: AuthenticatedUser | undefined;
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
  /** The user who is signed in already and lacks a method; the first one is not asked for again. */
  signedIn?: AuthenticatedUser & { persistent: boolean };
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
      methods: JSON.stringify(signedIn?.methods ?? []),
      federatedClassRef: signedIn?.federatedClassRef ?? null,
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
  const federatedClassRef = row.federatedClassRef ?? undefined;
  const methods = JSON.parse(row.methods) as AuthenticationMethodMode[];
  return {
    tenantId: row.tenantId,
    continuation: row.continuation,
    authenticated:
      userId && authnInstant ? { userId, authnInstant, methods, federatedClassRef } : undefined,
    persistent: persistent === null ? undefined : persistent === 1,
  };
}

interface FirstMethods {
  userId: string;
  methods: readonly AuthenticationMethodMode[];
  federatedClassRef?: string | undefined;
}

/** Records with what the user has begun to sign in; what was recorded before is forgotten. */
export async function recordFirstMethods(
  db: Database,
  id: string,
  { userId, methods, federatedClassRef }: FirstMethods,
  now: Date,
): Promise<AuthenticatedUser> {
  const authenticated = { userId, authnInstant: now.toISOString(), methods, federatedClassRef };
  await setAuthenticated(db, id, authenticated);
  return authenticated;
}

/** Records another method of the same user. */
export async function recordNextMethod(
  db: Database,
  id: string,
  { methods, ...before }: AuthenticatedUser,
  method: AuthenticationMethodMode,
): Promise<AuthenticatedUser> {
  const authenticated = {
    ...before,
    methods: [...methods.filter((one) => one !== method), method],
  };
  await setAuthenticated(db, id, authenticated);
  return authenticated;
}

async function setAuthenticated(
  db: Database,
  id: string,
  { userId, authnInstant, methods, federatedClassRef }: AuthenticatedUser,
): Promise<void> {
  await db
    .updateTable('pendingSignIn')
    .set({
      userId,
      authnInstant,
      methods: JSON.stringify(methods),
      federatedClassRef: federatedClassRef ?? null,
    })
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
