import { newSecret } from '../../../passwords/secret.ts';
import { hashSecret } from '../secrets.ts';
import type { BrowserSessionRow, Database } from '../tables.ts';

/** Accounts that are signed in in one browser; the ones that were used last stay. */
const MOST = 5;

type Beside = Pick<BrowserSessionRow, 'idHash' | 'userId' | 'browserId'>;

/** The sessions with these ids, and the others of the same browser, the newest first. */
export async function sessionsBeside(db: Database, ids: readonly string[]): Promise<Beside[]> {
  if (ids.length === 0) return [];
  const named = await db
    .selectFrom('browserSession')
    .select(['idHash', 'userId', 'browserId'])
    .where('idHash', 'in', ids.map(hashSecret))
    .execute();
  const browsers = named.flatMap(({ browserId }) => browserId ?? []);
  if (browsers.length === 0) return named;
  const others = await db
    .selectFrom('browserSession')
    .select(['idHash', 'userId', 'browserId'])
    .where('browserId', 'in', browsers)
    .orderBy('lastSeen', 'desc')
    .execute();
  const known = new Set(named.map(({ idHash }) => idHash));
  return [...named, ...others.filter(({ idHash }) => !known.has(idHash))];
}

/**
 * What happens to the sessions of a browser when another one is opened in it: those of the same user end, after their applications became
 * applications of the new one; the others stay under ids that nobody knows, so that no cookie opens them.
 */
export async function leaveEarlierSessions(
  tx: Database,
  before: readonly Beside[],
  opened: { readonly idHash: string; readonly userId: string },
): Promise<void> {
  const [own, others] = [true, false].map((same) =>
    before.filter(({ userId }) => (userId === opened.userId) === same),
  ) as [Beside[], Beside[]];
  const [latest] = own;
  if (latest)
    await tx
      .updateTable('sessionParticipant')
      .set({ sessionHash: opened.idHash })
      .where('sessionHash', '=', latest.idHash)
      .execute();
  const ended = [...own, ...others.slice(MOST - 1)].map(({ idHash }) => idHash);
  if (ended.length > 0)
    await tx.deleteFrom('browserSession').where('idHash', 'in', ended).execute();
  for (const { idHash } of others.slice(0, MOST - 1))
    await tx
      .updateTable('browserSession')
      .set({ idHash: hashSecret(newSecret()) })
      .where('idHash', '=', idHash)
      .execute();
}

/** An account that is signed in in a browser. */
export interface SessionOfBrowser {
  idHash: string;
  /** The one that single sign-on uses. */
  current: boolean;
  userPrincipalName: string;
  displayName: string;
  tenantId: string;
  persistent: boolean;
}

/** The live sessions of the browser that has one of these ids, the current one first. */
export async function sessionsOfBrowser(
  db: Database,
  ids: readonly string[],
  now: Date,
): Promise<SessionOfBrowser[]> {
  const beside = await sessionsBeside(db, ids);
  if (beside.length === 0) return [];
  const current = new Set(ids.map(hashSecret));
  const rows = await db
    .selectFrom('browserSession as session')
    .innerJoin('directoryUser as user', 'user.id', 'session.userId')
    .select(['session.idHash', 'session.persistent', 'user.userPrincipalName'])
    .select(['user.displayName', 'user.tenantId'])
    .where(
      'session.idHash',
      'in',
      beside.map(({ idHash }) => idHash),
    )
    .where('session.expires', '>', now.toISOString())
    .orderBy('session.lastSeen', 'desc')
    .execute();
  return rows
    .map(({ persistent, ...row }) => ({
      ...row,
      persistent: persistent === 1,
      current: current.has(row.idHash),
    }))
    .toSorted((a, b) => Number(b.current) - Number(a.current));
}

/** Makes a session the one that single sign-on uses. @returns its new id; undefined when it has ended */
export async function resumeSession(db: Database, idHash: string): Promise<string | undefined> {
  const id = newSecret();
  const { numUpdatedRows } = await db
    .updateTable('browserSession')
    .set({ idHash: hashSecret(id) })
    .where('idHash', '=', idHash)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n ? id : undefined;
}
