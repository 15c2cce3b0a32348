import type { Transaction } from 'kysely';
import type { Database, DirectoryTables } from './tables.ts';

/** Does work in a transaction: the one that is open already, so that several acts become one, or a new one. @throws as `work`; then nothing is written */
export const inTransaction = <Result>(
  db: Database,
  work: (tx: Transaction<DirectoryTables>) => Promise<Result>,
): Promise<Result> =>
  db.isTransaction ? work(db as Transaction<DirectoryTables>) : db.transaction().execute(work);
