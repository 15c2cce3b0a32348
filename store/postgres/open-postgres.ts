import { Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { StoreError } from '../errors.ts';
import { schemaOf } from './address.ts';
import { Dialect } from './dialect.ts';
import { Pool, type PoolOptions } from './pool.ts';
import { fromPostgres } from './postgres-errors.ts';
import { replicaGoesOn } from './running-replicas.ts';

export interface PostgresOptions {
  /** `postgresql://user:password@host:port/database`. */
  readonly url: string;
  readonly existing: boolean;
  readonly durable: boolean;
  /** `idp`, `sp`: the schema with the tables is `samlab_idp`, `samlab_sp`. */
  readonly name: string;
  readonly migrations: Record<string, Migration>;
}

/** Connections of one process to one schema. Writes wait for each other anyway. */
const CONNECTIONS = 6;

/** How long a start waits while another one makes the tables. In ms. */
const MIGRATION = 60_000;

/**
 * Opens a schema of a PostgreSQL database and brings its tables up to date: in one transaction, and only one process at a time.
 *
 * @throws {StoreError} `unreachable`, `denied`, `no_database`, `not_writable`, `incomplete`, `newer`, `older_in_use` or `busy`; nothing is changed.
 */
export async function openPostgres<Tables>(given: PostgresOptions): Promise<Kysely<Tables>> {
  // A database that other programs use too may have schemas with such short names.
  const options = { ...given, name: schemaOf(given.name), store: given.name };
  const { url, durable, name } = options;
  const place = { url, schema: name, durable };
  await migrate({ ...place, max: 1, program: `${name} starting` }, options);
  const pool = new Pool({ ...place, max: CONNECTIONS, program: name }); // by which the server shows the replicas
  const db = new Kysely<Tables>({ dialect: new Dialect(pool) });
  try {
    await sql`select 1`.execute(db); // from now on the server shows this replica
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

interface Migrated extends PostgresOptions {
  /** The name before it became that of a schema. */
  readonly store: string;
}

async function migrate(connection: PoolOptions, options: Migrated): Promise<void> {
  const { url, name } = options;
  const db = new Kysely<unknown>({ dialect: new Dialect(new Pool(connection)) });
  try {
    await sql`set lock_timeout = ${sql.lit(MIGRATION)}`.execute(db);
    await db.transaction().execute(async (tx) => {
      const applied = await appliedMigrations(tx, name);
      if (options.existing && !applied) throw new StoreError('incomplete', url);
      if (applied?.length) await mustBeAlone(tx, options, applied);
      if (!applied) await sql`create schema if not exists ${sql.id(name)}`.execute(tx);
      await bringUpToDate(tx, options);
      await numberRows(tx, name);
    });
  } catch (error) {
    throw fromPostgres(error, url);
  } finally {
    await db.destroy();
  }
}

/** @returns undefined before the first start */
async function appliedMigrations(db: Kysely<unknown>, name: string): Promise<string[] | undefined> {
  const table = `${name}.${name}_migration`;
  const { rows } = await sql<{
    found: string | null;
  }>`select to_regclass(${table})::text as found`.execute(db);
  if (rows[0]?.found == null) return undefined;
  const applied = await sql<{ name: string }>`select name from ${sql.table(table)}`.execute(db);
  return applied.rows.map((row) => row.name);
}

/** Replicas of an older samlab would go on with tables that they do not know. @throws {StoreError} `older_in_use` */
async function mustBeAlone(
  db: Kysely<unknown>,
  { url, store, migrations }: Migrated,
  applied: readonly string[],
): Promise<void> {
  if (Object.keys(migrations).every((key) => applied.includes(key))) return;
  if (await replicaGoesOn(db, store)) throw new StoreError('older_in_use', url);
}

/** @throws {StoreError} `newer` */
async function bringUpToDate(
  db: Kysely<unknown>,
  { url, name, migrations }: PostgresOptions,
): Promise<void> {
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    migrationTableSchema: name,
    migrationTableName: `${name}_migration`,
    migrationLockTableName: `${name}_migration_lock`,
  }).migrateToLatest();
  if (!error) return;
  if (/corrupted migrations/i.test(String(error)))
    throw new StoreError('newer', url, String(error));
  throw error;
}

/**
 * Gives each table the column `rowid`, which grows with every new row and by which queries keep the order of insertion; in SQLite tables have
 * it anyway (https://www.sqlite.org/rowidtable.html). `PooledClient` leaves it out of `select *`, as SQLite does.
 */
async function numberRows(db: Kysely<unknown>, schema: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class as each
    where relnamespace = ${schema}::regnamespace and relkind = 'r' and relname not like ${`${schema}\\_migration%`}
      and not exists (select 1 from pg_attribute where attrelid = each.oid and attname = 'rowid')`.execute(
    db,
  );
  for (const { name } of rows)
    await sql`alter table ${sql.id(schema, name)} add column rowid bigint generated always as identity unique`.execute(
      db,
    );
}
