import { type Kysely, sql } from 'kysely';
import { isPostgres } from './kind.ts';

/**
 * Keeps a copy of all rows: in memory, or in a schema of the PostgreSQL database.
 *
 * @param except tables that stay as they are
 * @returns a function that puts the rows back, in one transaction, in a few milliseconds for a small database
 */
export async function keepRows<Tables>(
  db: Kysely<Tables>,
  except: readonly string[] = [],
): Promise<() => Promise<void>> {
  if (isPostgres(db)) return keepPostgresRows(db, except);
  const tables = await db.connection().execute(async (connection) => {
    const { rows } = await sql<{ name: string }>`
      SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
    `.execute(connection);
    const names = rows.map(({ name }) => name).filter((name) => !except.includes(name));
    await sql`ATTACH DATABASE ':memory:' AS kept`.execute(connection);
    for (const name of names)
      await sql`CREATE TABLE ${sql.table(`kept.${name}`)} AS SELECT * FROM ${sql.table(`main.${name}`)}`.execute(
        connection,
      );
    return names;
  });
  return () =>
    db.connection().execute(async (connection) => {
      // Deleting a row must not take others with it that are back already. SQLite ignores this inside a transaction.
      await sql`PRAGMA foreign_keys = OFF`.execute(connection);
      try {
        await connection.transaction().execute(async (tx) => {
          for (const name of tables) {
            await sql`DELETE FROM ${sql.table(`main.${name}`)}`.execute(tx);
            await sql`INSERT INTO ${sql.table(`main.${name}`)} SELECT * FROM ${sql.table(`kept.${name}`)}`.execute(
              tx,
            );
          }
        });
      } finally {
        await sql`PRAGMA foreign_keys = ON`.execute(connection);
      }
    });
}

async function keepPostgresRows<Tables>(
  db: Kysely<Tables>,
  except: readonly string[],
): Promise<() => Promise<void>> {
  // In the order in which the tables were created: one that refers to another comes after it.
  const { rows } = await sql<{ name: string; schema: string }>`
    select relname as name, current_schema() as schema from pg_class
    where relnamespace = current_schema()::regnamespace and relkind = 'r' order by oid`.execute(db);
  const tables = rows.map(({ name }) => name).filter((name) => !except.includes(name));
  const kept = (name: string) => sql.id(`${rows[0]?.schema} kept`, name);
  await sql`create schema ${sql.id(`${rows[0]?.schema} kept`)}`.execute(db);
  for (const name of tables)
    await sql`create table ${kept(name)} as table ${sql.id(name)}`.execute(db);
  return () =>
    db.transaction().execute(async (tx) => {
      for (const name of tables.toReversed()) await sql`delete from ${sql.id(name)}`.execute(tx);
      for (const name of tables) {
        await sql`delete from ${sql.id(name)}`.execute(tx); // what triggers wrote meanwhile
        await sql`insert into ${sql.id(name)} overriding system value table ${kept(name)}`.execute(
          tx,
        );
      }
    });
}
