import { prepared, type ValueOf } from '../../../store/prepared.ts';
import { newSecret, secretHash } from '../secrets.ts';
import type { Database, UserRow } from '../tables.ts';

/** A signed-in browser and who is signed in. */
export interface BrowserSession {
  idHash: string;
  persistent: boolean;
  /** When the password was checked. */
  authnInstant: string;
  /** Whether a second factor was given as well. */
  secondFactor: boolean;
  user: SessionUser;
}

export type SessionUser = Omit<
  UserRow,
  'signInName' | 'mailNickname' | 'userType' | 'passwordHash' | 'createdDateTime' | 'accountEnabled'
> & { accountEnabled: boolean };

const HOUR = 3_600_000;
/** Both slide: they count from the last use (entra-saml.md 9.4). In milliseconds. */
export const SESSION_LIFETIME = 24 * HOUR;
export const PERSISTENT_LIFETIME = 90 * 24 * HOUR;
/** Use is written down at most this often, so that a busy session costs no write per request. */
const SLIDE_STEP = HOUR / 4;

export const lifetimeOf = (persistent: boolean) =>
  persistent ? PERSISTENT_LIFETIME : SESSION_LIFETIME;

/** The sessions of signed-in browsers: opened, found by the cookie's id, prolonged while they are used, closed. */
export class BrowserSessions {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /**
   * @param id as the cookie has it; anything that is no id of a live session finds nothing.
   * @returns the session, and whether its lifetime was just extended (then the cookie should be sent again).
   */
  async find(
    id: string,
    now: Date,
  ): Promise<{ session: BrowserSession; slid: boolean } | undefined> {
    const values = { idHash: secretHash(id), now: now.toISOString() };
    const [row] = (await liveSession(this.#db, values)).rows;
    if (!row) return undefined;
    const session = read(row);
    const slid = now.getTime() - Date.parse(row.lastSeen) > SLIDE_STEP;
    if (slid)
      await this.#db
        .updateTable('browserSession')
        .set(seen(session.persistent, now))
        .where('idHash', '=', session.idHash)
        .execute();
    return { session, slid };
  }

  /** Opens a session under a new id, and removes the one that the browser had as well as those that have run out. */
  async open(
    session: {
      userId: string;
      authnInstant: string;
      secondFactor: boolean;
      persistent: boolean;
      replaces: readonly string[];
    },
    now: Date,
  ): Promise<string> {
    const id = newSecret();
    await this.#db.transaction().execute(async (tx) => {
      await tx
        .deleteFrom('browserSession')
        .where((e) =>
          e.or([
            e('expires', '<=', now.toISOString()),
            e('idHash', 'in', ['', ...session.replaces.map(secretHash)]),
          ]),
        )
        .execute();
      await tx
        .insertInto('browserSession')
        .values({
          idHash: secretHash(id),
          userId: session.userId,
          persistent: session.persistent ? 1 : 0,
          authnInstant: session.authnInstant,
          secondFactor: session.secondFactor ? 1 : 0,
          ...seen(session.persistent, now),
        })
        .execute();
    });
    return id;
  }

  async close(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.#db
      .deleteFrom('browserSession')
      .where('idHash', 'in', ids.map(secretHash))
      .execute();
  }
}

const seen = (persistent: boolean, now: Date) => ({
  lastSeen: now.toISOString(),
  expires: new Date(now.getTime() + lifetimeOf(persistent)).toISOString(),
});

const selectSession = (db: Database) =>
  db
    .selectFrom('browserSession as session')
    .innerJoin('directoryUser as user', 'user.id', 'session.userId')
    .select([
      'session.idHash',
      'session.persistent',
      'session.authnInstant',
      'session.secondFactor',
      'session.lastSeen',
      'user.id',
      'user.tenantId',
      'user.userPrincipalName',
      'user.displayName',
      'user.givenName',
      'user.surname',
      'user.mail',
      'user.accountEnabled',
    ]);

const liveSession = prepared((db: Database, value: ValueOf<{ idHash: string; now: string }>) =>
  selectSession(db)
    .where('session.idHash', '=', value('idHash'))
    .where('session.expires', '>', value('now')),
);

type Row = Awaited<ReturnType<ReturnType<typeof selectSession>['executeTakeFirstOrThrow']>>;

function read(row: Row): BrowserSession {
  const { idHash, persistent, authnInstant, secondFactor, lastSeen: _, ...user } = row;
  return {
    idHash,
    persistent: persistent === 1,
    authnInstant,
    secondFactor: secondFactor === 1,
    user: { ...user, accountEnabled: user.accountEnabled === 1 },
  };
}
