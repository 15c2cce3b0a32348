import { closeSync, existsSync, openSync } from 'node:fs';
import { Kysely, SqliteDialect } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { StoreError } from './errors.ts';
import { NodeSqlite } from './node-sqlite.ts';

export interface StoreOptions {
  /** Path of the database file, created when missing, or `:memory:`. Its folder must exist. */
  file: string;
  /** The file must be a database that an earlier start completed: an empty one is not filled. */
  existing?: boolean | undefined;
  /** Prefix of the two tables that record the applied migrations: `idp`, `sp`. */
  name: string;
  /** Applied in the order of their keys: `0001-directory`, `0002-...`. A released key never changes. */
  migrations: Record<string, Migration>;
}

/**
 * Opens a database and brings its tables up to date.
 *
 * @throws {StoreError} `damaged`, `incomplete`, `not_writable`, `disk_full`, `newer` (written by a newer samlab) or `busy`; the file is not changed.
 */
export async function openStore<Tables>(options: StoreOptions): Promise<Kysely<Tables>> {
  const { file } = options;
  let database: NodeSqlite | undefined;
  try {
    // It contains private keys, and SQLite would make it world-readable; its journals get the same mode.
    if (file !== ':memory:' && !options.existing && !existsSync(file))
      closeSync(openSync(file, 'wx', 0o600));
    database = new NodeSqlite(file);
    if (options.existing) mustHaveTables(database, options);
    configure(database, file);
    const store = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
    await migrate(store, options);
    return store;
  } catch (error) {
    database?.close();
    throw StoreError.from(error, file);
  }
}

function configure({ connection }: NodeSqlite, file: string): void {
  connection.exec('PRAGMA foreign_keys = ON');
  connection.exec('PRAGMA busy_timeout = 2000');
  if (file === ':memory:') return;
  const { quick_check } = connection.prepare('PRAGMA quick_check(1)').get() as {
    quick_check: string;
  };
  if (quick_check !== 'ok') throw new StoreError('damaged', file, quick_check);
  // Write-ahead log: readers do not wait for the writer, and one fsync per checkpoint is enough for a lab.
  connection.exec('PRAGMA journal_mode = WAL');
  connection.exec('PRAGMA synchronous = NORMAL');
}

function mustHaveTables({ connection }: NodeSqlite, { file, name }: StoreOptions): void {
  const found = connection
    .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?")
    .get(`${name}_migration`);
  if (!found) throw new StoreError('incomplete', file);
}

async function migrate<Tables>(store: Kysely<Tables>, { name, migrations, file }: StoreOptions) {
  const migrator = new Migrator({
    db: store,
    provider: { getMigrations: async () => migrations },
    migrationTableName: `${name}_migration`,
    migrationLockTableName: `${name}_migration_lock`,
  });
  const { error } = await migrator.migrateToLatest();
  if (!error) return;
  if (/corrupted migrations/i.test(String(error)))
    throw new StoreError('newer', file, String(error));
  throw error;
}
