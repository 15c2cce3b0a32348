import { newSecret } from '../../../passwords/secret.ts';
import { ignoreStoreError } from '../../../store/errors.ts';
import { prepared, type ValueOf } from '../../../store/prepared.ts';
import type { AuthenticationMethodMode } from '../../authentication-methods/modes.ts';
import { hashSecret } from '../secrets.ts';
import type { Database, UserRow } from '../tables.ts';
import { leaveEarlierSessions, sessionsBeside } from './sessions-of-browser.ts';

/** A signed-in browser and who is signed in. */
export interface BrowserSession {
  idHash: string;
  persistent: boolean;
  /** When the first method was checked. */
  authnInstant: string;
  /** How the user signed in, in the order of use. */
  methods: readonly AuthenticationMethodMode[];
  /** AuthnContextClassRef that a federated identity provider named. */
  federatedClassRef: string | undefined;
  user: SessionUser;
}

export type SessionUser = Omit<
  UserRow,
  | 'signInName'
  | 'passwordHash'
  | 'forceChangePasswordNextSignIn'
  | 'softwareOath'
  | 'signsInWithoutPages'
  | 'externalUserStateChangeDateTime'
  | 'managerId'
  | 'accountEnabled'
> & { accountEnabled: boolean };

const HOUR = 3_600_000;
/** Both count from the last use (entra-saml.md 9.4). In milliseconds. */
const SESSION_LIFETIME = 24 * HOUR;
const PERSISTENT_LIFETIME = 90 * 24 * HOUR;
/** The last use is stored at most this often, so that a busy session costs no write per request. */
const EXTEND_AFTER = HOUR / 4;
/** Two readings of one clock may differ by so much. In milliseconds. */
const AHEAD = 60_000;

/** In milliseconds. */
export const lifetimeOf = (persistent: boolean) =>
  persistent ? PERSISTENT_LIFETIME : SESSION_LIFETIME;

/**
 * Finds a live session and extends its lifetime.
 *
 * @param id the cookie's value; anything that is not the id of a live session finds nothing
 * @returns the session, and whether its lifetime was extended just now (then send the cookie again)
 */
export async function findSession(
  db: Database,
  id: string,
  now: Date,
): Promise<{ session: BrowserSession; extended: boolean } | undefined> {
  const latest = new Date(now.getTime() + AHEAD).toISOString();
  const values = { idHash: hashSecret(id), now: now.toISOString(), latest };
  const [row] = (await liveSession(db, values)).rows;
  if (!row) return undefined;
  const session = read(row);
  // A last use in the future was noted by a clock that was ahead and was set back.
  const unseen = now.getTime() - Date.parse(row.lastSeen);
  const extended = unseen > EXTEND_AFTER || unseen < -AHEAD;
  if (extended)
    await db
      .updateTable('browserSession')
      .set(seen(session.persistent, now))
      .where('idHash', '=', session.idHash)
      .execute()
      .catch(ignoreStoreError);
  return { session, extended };
}

export interface NewSession {
  userId: string;
  authnInstant: string;
  methods: readonly AuthenticationMethodMode[];
  federatedClassRef?: string | undefined;
  persistent: boolean;
  /** Ids of the sessions that this browser had until now. */
  replaces: readonly string[];
}

/**
 * Opens a session. Of the sessions that this browser had, one of the same user ends, and its applications belong to the new one; those of other
 * users stay, for a browser can have several (entra-saml.md 4), but their ids become worthless.
 *
 * @returns the new session's id.
 */
export async function openSession(db: Database, session: NewSession, now: Date): Promise<string> {
  const id = newSecret();
  const idHash = hashSecret(id);
  await db.transaction().execute(async (tx) => {
    const before = await sessionsBeside(tx, session.replaces);
    await tx
      .insertInto('browserSession')
      .values({
        idHash,
        userId: session.userId,
        persistent: session.persistent ? 1 : 0,
        authnInstant: session.authnInstant,
        methods: JSON.stringify(session.methods),
        federatedClassRef: session.federatedClassRef ?? null,
        ...seen(session.persistent, now),
        browserId: before[0]?.browserId ?? newSecret(),
      })
      .execute();
    await leaveEarlierSessions(tx, before, { idHash, userId: session.userId });
  });
  return id;
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
      'session.methods',
      'session.federatedClassRef',
      'session.lastSeen',
      'user.id',
      'user.tenantId',
      'user.userPrincipalName',
      'user.displayName',
      'user.givenName',
      'user.surname',
      'user.mail',
      'user.accountEnabled',
      'user.homeTenantId',
      'user.homeUserId',
      'user.userType',
      'user.mailNickname',
      'user.createdDateTime',
      'user.lastPasswordChangeDateTime',
      'user.onPremisesImmutableId',
      'user.externalUserState',
      'user.profile',
    ]);

/** A sign-in in the future would make assertions that every service provider refuses; the user signs in again. */
const liveSession = prepared(
  (db: Database, value: ValueOf<Record<'idHash' | 'now' | 'latest', string>>) =>
    selectSession(db)
      .where('session.idHash', '=', value('idHash'))
      .where('session.expires', '>', value('now'))
      .where('session.authnInstant', '<=', value('latest')),
);

type Row = Awaited<ReturnType<ReturnType<typeof selectSession>['executeTakeFirstOrThrow']>>;

function read(row: Row): BrowserSession {
  const {
    idHash,
    persistent,
    authnInstant,
    methods,
    federatedClassRef,
    lastSeen: _,
    ...user
  } = row;
  return {
    idHash,
    persistent: persistent === 1,
    authnInstant,
    methods: JSON.parse(methods) as AuthenticationMethodMode[],
    federatedClassRef: federatedClassRef ?? undefined,
    user: { ...user, accountEnabled: user.accountEnabled === 1 },
  };
}
