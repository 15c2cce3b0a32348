import { newSecret, secretHash } from '../secrets.ts';
import type { Database } from '../tables.ts';

/** A sign-in that has begun in one browser tab and is not finished. */
export interface PendingSignIn {
  /** GUID, or `common`. */
  tenantId: string;
  /** What to do once the user is known; only who wrote it reads it. */
  continuation: string;
  /** Whose password was right, while "Stay signed in?" is shown. */
  authenticated: { userId: string; authnInstant: string; secondFactor: boolean } | undefined;
  /** Whether the session stays, if that is known already: the user was signed in, and lacked a second factor. */
  persistent: boolean | undefined;
}

/** A form left open for longer has to start again. In milliseconds. */
const LIFETIME = 60 * 60_000;

/** The sign-ins that are under way, each bound to the browser that began it and good for an hour. */
export class PendingSignIns {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** @returns the id that the forms carry as `ctx`. Those that ran out are removed on the way. */
  async begin(
    {
      browser,
      tenantId,
      continuation,
      signedIn,
    }: {
      browser: string;
      tenantId: string;
      continuation: string;
      /** Who is signed in already; the password is not asked again. */
      signedIn?: { userId: string; authnInstant: string; persistent: boolean };
    },
    now: Date,
  ): Promise<string> {
    const id = newSecret();
    await this.#db.deleteFrom('pendingSignIn').where('expires', '<=', now.toISOString()).execute();
    await this.#db
      .insertInto('pendingSignIn')
      .values({
        idHash: secretHash(id),
        browserHash: secretHash(browser),
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
  async find(id: string, browser: string, now: Date): Promise<PendingSignIn | undefined> {
    const row = await this.#db
      .selectFrom('pendingSignIn')
      .selectAll()
      .where('idHash', '=', secretHash(id))
      .where('browserHash', '=', secretHash(browser))
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

  async authenticate(id: string, userId: string, now: Date): Promise<void> {
    await this.#db
      .updateTable('pendingSignIn')
      .set({ userId, authnInstant: now.toISOString(), secondFactor: 0 })
      .where('idHash', '=', secretHash(id))
      .execute();
  }

  async passSecondFactor(id: string): Promise<void> {
    await this.#db
      .updateTable('pendingSignIn')
      .set({ secondFactor: 1 })
      .where('idHash', '=', secretHash(id))
      .execute();
  }

  /** Removes it. Of several that try at once, only one is told `true`: a sign-in finishes once. */
  async finish(id: string): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('pendingSignIn')
      .where('idHash', '=', secretHash(id))
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }
}
