import type { DatabaseSync } from 'node:sqlite';

/** A common table expression with the numbers from 1. */
export const numbers = (count: number) =>
  `with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${count})`;

/** Adds copies of all rows of each table, with the number of the copy appended to the columns that are named. */
export function copy(
  database: DatabaseSync,
  tables: Readonly<Record<string, readonly string[]>>,
  count: number,
) {
  for (const [table, differing] of Object.entries(tables)) {
    const columns = database.prepare(`select name from pragma_table_info('${table}')`).all();
    const names = columns.map(({ name }) => String(name));
    const values = names.map((name) =>
      differing.includes(name) ? `"${name}" || '-' || n` : `"${name}"`,
    );
    database.exec(
      `${numbers(count)}
       insert into "${table}" (${names.map((name) => `"${name}"`).join(', ')})
       select ${values.join(', ')} from "${table}", numbers`,
    );
  }
}
