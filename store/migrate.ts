import type { DatabaseSync } from 'node:sqlite';
import type { Kysely } from 'kysely';
import { madeAtOnce, rememberEmpty, tablesOf, type Wanted } from './empty-database.ts';
import { StoreError } from './errors.ts';

/**
 * Brings the tables of a database up to date. All or nothing, and one process at a time: a check may open the folder of a lab that starts.
 *
 * @throws {StoreError} `newer` when the database has migrations that are not known here
 * @throws {Error} SQLite's or a migration's
 */
export async function migrate<Tables>(
  store: Kysely<Tables>,
  connection: DatabaseSync,
  wanted: Wanted,
): Promise<void> {
  connection.exec('BEGIN IMMEDIATE'); // also when there is nothing to do: it tells whether the file can be written
  if (isCurrent(connection, wanted) || madeAtOnce(connection, wanted)) {
    connection.exec('COMMIT');
    return;
  }
  const { name, migrations, file } = wanted;
  const { Migrator } = await import('kysely/migration'); // most starts have nothing to migrate
  const migrator = new Migrator({
    db: store,
    provider: { getMigrations: async () => migrations },
    migrationTableName: `${name}_migration`,
    migrationLockTableName: `${name}_migration_lock`,
  });
  const { error } = await migrator.migrateToLatest();
  connection.exec(error ? 'ROLLBACK' : 'COMMIT');
  if (!error) {
    rememberEmpty(connection, wanted);
    return;
  }
  if (/corrupted migrations/i.test(String(error)))
    throw new StoreError('newer', file, String(error));
  throw error;
}

/** Whether exactly these migrations are applied. Kysely would describe every table of the database to find out. */
function isCurrent(connection: DatabaseSync, { name, migrations }: Wanted): boolean {
  const table = `${name}_migration`;
  if (!tablesOf(connection).includes(table)) return false;
  const applied = connection.prepare(`SELECT name FROM "${table}" ORDER BY name`).all();
  return String(applied.map((row) => row.name)) === String(Object.keys(migrations).toSorted());
}
