import { existsSync, readFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { Migration } from 'kysely/migration';

export interface Wanted {
  /** Path of the database file, or `:memory:`. */
  readonly file: string;
  /** Prefix of the two tables that record the applied migrations. */
  readonly name: string;
  readonly migrations: Readonly<Record<string, Migration>>;
}

/**
 * What an empty database is after its migrations: the same for every new lab. One by one, the migrations would take a third of the time in which
 * a lab starts.
 */
export interface EmptyDatabase {
  /** The keys of the migrations, in their order. */
  readonly migrations: readonly string[];
  /** The statements that make tables, indexes and triggers, in the order in which they were made. */
  readonly schema: readonly string[];
}

/** Those that this process has made by their migrations, and those of the build. */
const known = new WeakMap<Wanted['migrations'], EmptyDatabase>();

/** Makes all tables of an empty database at once, if what the migrations make is known. @returns whether it did */
export function madeAtOnce(connection: DatabaseSync, wanted: Wanted): boolean {
  if (tablesOf(connection).length > 0) return false;
  const empty = emptyDatabaseOf(wanted);
  if (!empty) return false;
  connection.exec(empty.schema.join(';\n'));
  const { name } = wanted;
  connection
    .prepare(
      `INSERT INTO "${name}_migration" (name, timestamp) SELECT value, strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM json_each(?)`,
    )
    .run(JSON.stringify(empty.migrations.toSorted()));
  connection
    .prepare(`INSERT INTO "${name}_migration_lock" (id, is_locked) VALUES ('migration_lock', 0)`)
    .run();
  return true;
}

/** What these migrations make of an empty database; `undefined` until they have done so once in this process or in the build. */
export function emptyDatabaseOf({
  name,
  migrations,
}: Pick<Wanted, 'name' | 'migrations'>): EmptyDatabase | undefined {
  const empty = known.get(migrations) ?? ofBuild(name);
  if (!empty || String(empty.migrations) !== String(Object.keys(migrations))) return undefined;
  known.set(migrations, empty);
  return empty;
}

/** `scripts/write-empty-databases.ts` writes it beside the code that runs; the sources have none. */
function ofBuild(name: string): EmptyDatabase | undefined {
  const file = new URL(`empty-databases/${name}.json`, import.meta.url);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as EmptyDatabase) : undefined;
}

/** Remembers what the migrations have made of an empty database. Not when one has written rows: those may be different each time. */
export function rememberEmpty(connection: DatabaseSync, { file, name, migrations }: Wanted): void {
  if (file !== ':memory:') return;
  const own = [`${name}_migration`, `${name}_migration_lock`];
  const isFilled = tablesOf(connection)
    .filter((table) => !own.includes(table))
    .some((table) => connection.prepare(`SELECT 1 FROM "${table}" LIMIT 1`).get() !== undefined);
  if (isFilled) return;
  const made = connection
    .prepare(
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid",
    )
    .all();
  known.set(migrations, {
    migrations: Object.keys(migrations),
    schema: made.map(({ sql }) => String(sql)),
  });
}

export const tablesOf = (connection: DatabaseSync): string[] =>
  connection
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .all()
    .map(({ name }) => String(name));
