import { sql } from 'kysely';
import type { Chore } from '../../store/housekeeping.ts';
import type { Database } from '../database/tables.ts';

/** The newest sessions keep their messages; there are 10 MB of them when messages are as large as Entra's. */
const MAX_MESSAGES = 2_000;

/** Drops the messages of all but the newest sessions. A row's id grows with every session. */
export function dropMessages(db: Database): Chore {
  let done = 0;
  return async (limit) => {
    const { rows } = await sql<{ newest: number | null }>`
      select max(rowid) as newest from session`.execute(db);
    const end = (rows[0]?.newest ?? 0) - MAX_MESSAGES;
    if (end <= done) return false;
    const { numAffectedRows = 0n } = await sql`
      update session set message = null where rowid in
        (select rowid from session where rowid > ${done} and rowid <= ${end} and message is not null
         order by rowid limit ${limit})`.execute(db);
    const more = Number(numAffectedRows) === limit;
    if (!more) done = end;
    return more;
  };
}
