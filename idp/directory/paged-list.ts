import type { SelectQueryBuilder } from 'kysely';
import type { Found, Page } from '../../store/slices.ts';

/** One page of a list. */
export interface ListPage extends Page {
  /** As typed into the search box; empty finds everything. */
  search: string;
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
