import { type Kysely, sql } from 'kysely';
import { StoreError, type StoreErrorCode } from './errors.ts';

/**
 * Tries a write, for a health check: 4 KB go to the write-ahead log, which SQLite reuses.
 *
 * @returns why it failed, or undefined
 */
export async function whyNotWritable<Tables>(
  db: Kysely<Tables>,
): Promise<StoreErrorCode | undefined> {
  try {
    await sql`PRAGMA user_version = 0`.execute(db);
    return undefined;
  } catch (error) {
    if (error instanceof StoreError) return error.code;
    throw error;
  }
}
