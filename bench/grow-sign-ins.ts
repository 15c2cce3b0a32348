import { DatabaseSync } from 'node:sqlite';
import { copy } from './copy-rows.ts';

/** Rows that housekeeping keeps at most, however many sign-ins there were: idp/directory/housekeeping.ts, sp/housekeeping.ts. */
const kept = {
  idp: {
    signIn: { count: 20_000, differing: ['id'] },
    browserSession: { count: 20_000, differing: ['idHash'] },
  },
  sp: {
    session: { count: 10_000, differing: ['idHash'] },
    seenAssertion: { count: 100_000, differing: ['assertionId'] },
    pendingRequest: { count: 20_000, differing: ['id'] },
  },
};
/** Newer sessions keep their messages: sp/session/drop-messages.ts. */
const MESSAGES = 2_000;

/**
 * Fills the databases of a lab with copies of its only sign-in, as many as a lab keeps after a million.
 *
 * @param fileOf the database of a site; no process has it open
 */
export function growSignIns(fileOf: (site: 'idp' | 'sp') => string): void {
  for (const site of ['idp', 'sp'] as const) {
    const database = new DatabaseSync(fileOf(site));
    try {
      database.exec('begin');
      for (const [table, { count, differing }] of Object.entries(kept[site])) {
        database.exec(`delete from "${table}" where rowid > (select min(rowid) from "${table}")`);
        copy(database, { [table]: differing }, count - 1);
      }
      if (site === 'sp')
        database.exec(
          `update session set message = null where rowid <= (select max(rowid) from session) - ${MESSAGES}`,
        );
      database.exec('commit');
      database.exec('vacuum');
    } finally {
      database.close();
    }
  }
}
