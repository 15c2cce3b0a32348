import { closeSync, existsSync, openSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import type { Migration } from 'kysely/migration';
import { StoreError } from './errors.ts';
import { damageOf, isLarge } from './file-check.ts';
import { migrate } from './migrate.ts';
import { NodeSqlite } from './node-sqlite.ts';
import { isPostgresUrl } from './postgres/address.ts';

export interface StoreOptions {
  /** Path of the database file, created when missing, or `:memory:`; its folder must exist. Or the URL of a PostgreSQL database. */
  file: string;
  /** The file must be a database that an earlier start completed: an empty one is not filled. */
  existing?: boolean | undefined;
  /** Every commit waits until the disk has it, so that it survives a power failure. Default: it survives the end of the process. */
  durable?: boolean | undefined;
  /** Prefix of the two tables that record the applied migrations: `idp`, `sp`; in PostgreSQL also the schema with all tables. */
  name: string;
  /** Applied in the order of their keys: `0001-directory`, `0002-...`. A released key never changes. */
  migrations: Record<string, Migration>;
}

/**
 * Opens a database and brings its tables up to date.
 *
 * @throws {StoreError} `damaged`, `incomplete`, `not_writable`, `disk_full`, `newer` (written by a newer samlab) or `busy`; of PostgreSQL
 *   also `unreachable`, `denied`, `no_database` or `older_in_use`. The database is not changed.
 */
export async function openStore<Tables>(options: StoreOptions): Promise<Kysely<Tables>> {
  const { file, existing = false, durable = false, name, migrations } = options;
  if (isPostgresUrl(file)) {
    const { openPostgres } = await import('./postgres/open-postgres.ts'); // a start without it does not load the library
    return openPostgres({ url: file, existing, durable, name, migrations });
  }
  let database: NodeSqlite | undefined;
  try {
    // It contains private keys, and SQLite would make it world-readable; its journals get the same mode.
    if (file !== ':memory:' && !options.existing && !existsSync(file))
      closeSync(openSync(file, 'wx', 0o600));
    database = new NodeSqlite(file);
    if (options.existing) mustHaveTables(database, options);
    configure(database, options);
    const store = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
    await migrate(store, database.connection, options);
    await store.connection().execute(async () => {}); // `destroy` closes only what Kysely has used
    return store;
  } catch (error) {
    database?.close();
    throw StoreError.from(error, file);
  }
}

/** The write-ahead log is cut back to this size after a checkpoint. In bytes. */
const MAX_LOG = 16 * 1024 * 1024;

function configure({ connection }: NodeSqlite, { file, durable = false }: StoreOptions): void {
  connection.exec('PRAGMA foreign_keys = ON');
  connection.exec('PRAGMA busy_timeout = 2000');
  if (file === ':memory:') return;
  const damage = damageOf(connection, file);
  if (damage !== undefined) throw new StoreError('damaged', file, damage);
  giveSpaceBack(connection, file);
  // Write-ahead log: readers do not wait for the writer, and one fsync per checkpoint is enough for a lab (SECURITY.md, "Durability").
  connection.exec('PRAGMA journal_mode = WAL');
  connection.exec(`PRAGMA synchronous = ${durable ? 'FULL' : 'NORMAL'}`);
  connection.exec(`PRAGMA journal_size_limit = ${MAX_LOG}`);
  // Checkpoints are another thread's work (`Checkpoints`); the connection makes one itself only when the log reaches its limit.
  connection.exec(`PRAGMA wal_autocheckpoint = ${MAX_LOG / 4096}`);
}

/** Lets housekeeping make the file smaller. A file of an older version is rewritten for that, unless it is large. */
function giveSpaceBack(connection: DatabaseSync, file: string): void {
  const isEmpty = connection.prepare('PRAGMA page_count').get()?.page_count === 0;
  const { auto_vacuum } = connection.prepare('PRAGMA auto_vacuum').get() ?? {};
  if (auto_vacuum !== 0 || isLarge(file)) return;
  connection.exec('PRAGMA auto_vacuum = INCREMENTAL');
  if (!isEmpty) connection.exec('VACUUM');
}

function mustHaveTables({ connection }: NodeSqlite, { file, name }: StoreOptions): void {
  const found = connection
    .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?")
    .get(`${name}_migration`);
  if (!found) throw new StoreError('incomplete', file);
}
