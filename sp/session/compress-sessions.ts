import { sql } from 'kysely';
import type { Chore } from '../../store/housekeeping.ts';
import { isPostgres } from '../../store/kind.ts';
import type { Database } from '../database/tables.ts';
import { compressed } from './stored-record.ts';

/** Compressing a session takes a fifth of a millisecond, and a slice of housekeeping ten at most. */
const MOST = 20;

/**
 * Compresses what is stored about sign-ins, which makes it three times smaller. A sign-in does not wait for that. A row's id grows with every
 * session, so the sessions up to the last compressed one are done. PostgreSQL compresses long values itself
 * (https://www.postgresql.org/docs/current/storage-toast.html).
 */
export function compressSessions(db: Database): Chore {
  if (isPostgres(db)) return async () => false;
  let done = 0;
  return async (limit) => {
    const most = Math.min(limit, MOST);
    const { rows } = await sql<{
      rowid: number;
      record: string | Uint8Array;
      message: Uint8Array | null;
    }>`select rowid, record, message from session where rowid > ${done} order by rowid limit ${most}`.execute(
      db,
    );
    await db.transaction().execute(async (tx) => {
      for (const { rowid, record, message } of rows) {
        if (typeof record !== 'string') continue;
        const small = compressed({ record, message });
        await sql`update session set record = ${small.record}, message = ${small.message} where rowid = ${rowid}`.execute(
          tx,
        );
      }
    });
    done = rows.at(-1)?.rowid ?? done;
    return rows.length === most;
  };
}
