import { type Kysely, sql } from 'kysely';
import { StoreError, type StoreErrorCode } from './errors.ts';
import { isPostgres } from './kind.ts';

/**
 * For a health check. Of SQLite it tries a write: 4 KB go to the write-ahead log, which is reused. Of PostgreSQL it asks whether the server
 * answers and takes writes.
 *
 * @returns why it failed, or undefined
 */
export async function whyNotWritable<Tables>(
  db: Kysely<Tables>,
): Promise<StoreErrorCode | undefined> {
  try {
    if (isPostgres(db)) return (await isReadOnly(db)) ? 'not_writable' : undefined;
    await sql`PRAGMA user_version = 0`.execute(db);
    return undefined;
  } catch (error) {
    if (error instanceof StoreError) return error.code;
    throw error;
  }
}

/** As a standby is. */
async function isReadOnly<Tables>(db: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql<{
    state: string;
  }>`select current_setting('transaction_read_only') as state`.execute(db);
  return rows[0]?.state === 'on';
}
