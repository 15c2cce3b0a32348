import type { RawBuilder, SelectQueryBuilder, SqlBool } from 'kysely';
import { sql } from 'kysely';
import type { Found, Page } from '../../store/slices.ts';

/** One page of a list. */
export interface ListPage extends Page {
  /** As typed into the search box; empty finds everything. */
  search: string;
}

/** Escapes what LIKE would take for a wildcard. */
const containing = (text: string): string => `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;

/** Whether one of the columns contains the text, in any letter case. @param columns as the query names them, `user.mail` */
export function anyContains(text: string, columns: readonly string[]): RawBuilder<SqlBool> {
  const pattern = containing(text.trim());
  const each = columns.map((column) => sql`lower(${sql.ref(column)}) like ${pattern} escape '\\'`);
  return sql<SqlBool>`(${sql.join(each, sql` or `)})`;
}

/**
 * Reads one page of a query, and counts what it finds altogether.
 *
 * @param query with its columns and its order, which must not leave ties open
 */
export async function pageOf<Tables, From extends keyof Tables, Row>(
  query: SelectQueryBuilder<Tables, From, Row>,
  { page, pageSize }: Page,
): Promise<Found<Row>> {
  const counting = query
    .clearSelect()
    .clearOrderBy()
    .select((e) => e.fn.countAll<number>().as('total'));
  const [rows, count] = await Promise.all([
    query
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute(),
    counting.executeTakeFirstOrThrow(),
  ]);
  return { rows, total: Number((count as { total: number }).total) };
}
