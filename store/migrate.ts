import type { DatabaseSync } from 'node:sqlite';
import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { StoreError } from './errors.ts';

interface Wanted {
  /** Path of the database file, or `:memory:`. */
  readonly file: string;
  /** Prefix of the two tables that record the applied migrations. */
  readonly name: string;
  readonly migrations: Readonly<Record<string, Migration>>;
}

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
  if (isCurrent(connection, wanted) || madeLikeBefore(connection, wanted)) {
    connection.exec('COMMIT');
    return;
  }
  const { name, migrations, file } = wanted;
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

/** What a database in memory was after its migrations: the same for every lab of a process, which would take half of a start to make them again. */
interface Empty {
  readonly keys: string;
  /** Tables, indexes and triggers, in the order in which they were made. */
  readonly schema: string;
  readonly inserts: readonly {
    readonly sql: string;
    readonly values: (string | number | null)[];
  }[];
}

const empty = new WeakMap<Wanted['migrations'], Empty>();

function madeLikeBefore(connection: DatabaseSync, { file, migrations }: Wanted): boolean {
  const known = empty.get(migrations);
  if (file !== ':memory:' || known?.keys !== String(Object.keys(migrations))) return false;
  connection.exec(known.schema);
  for (const { sql, values } of known.inserts) connection.prepare(sql).run(...values);
  return true;
}

/** Not when a migration has written rows: those may be different each time. */
function rememberEmpty(connection: DatabaseSync, { file, name, migrations }: Wanted): void {
  if (file !== ':memory:') return;
  const own = [`${name}_migration`, `${name}_migration_lock`];
  const filled = tablesOf(connection).filter(
    (table) => connection.prepare(`SELECT 1 FROM "${table}" LIMIT 1`).get() !== undefined,
  );
  if (filled.some((table) => !own.includes(table))) return;
  const schema = connection
    .prepare(
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid",
    )
    .all();
  const inserts = filled.flatMap((table) =>
    connection
      .prepare(`SELECT * FROM "${table}"`)
      .all()
      .map((row) => {
        const columns = Object.keys(row).map((column) => `"${column}"`);
        const sql = `INSERT INTO "${table}" (${columns}) VALUES (${columns.map(() => '?')})`;
        return { sql, values: Object.values(row) as Empty['inserts'][number]['values'] };
      }),
  );
  const keys = String(Object.keys(migrations));
  empty.set(migrations, { keys, schema: schema.map(({ sql }) => sql).join(';\n'), inserts });
}

const tablesOf = (connection: DatabaseSync): string[] =>
  connection
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .all()
    .map(({ name }) => String(name));
