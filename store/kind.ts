import { type Kysely, type RawBuilder, SqliteAdapter, sql } from 'kysely';

/** Whether a database, or one of its transactions, is PostgreSQL rather than SQLite. */
export const isPostgres = <Tables>(db: Kysely<Tables>): boolean =>
  !(db.getExecutor().adapter instanceof SqliteAdapter);

/** The texts of a JSON list as the rows of `each`, with the column `value`. @param list parameter with the list */
export const eachText = <Tables>(db: Kysely<Tables>, list: string): RawBuilder<unknown> =>
  isPostgres(db)
    ? sql`json_array_elements_text(${list}::json) as each(value)`
    : sql`json_each(${list}) as each`;
