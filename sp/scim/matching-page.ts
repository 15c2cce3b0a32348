import { setImmediate } from 'node:timers/promises';
import { type SqlBool, sql } from 'kysely';
import type { Paging } from './list.ts';

/** Rows that are read at once. Then other requests run: they wait some milliseconds for a slice, however large the company is. */
const SLICE = 100;

/** Where a row is in the order in which rows were added. */
interface Added {
  readonly id: string;
  readonly createdAt: string;
}

/** The next rows: behind `last`, in the order in which they were added. */
export interface Slice<Row> {
  readonly last: Row | undefined;
  readonly limit: number;
}

/**
 * A page of the rows that meet a filter, and how many meet it. Every row is read, as RFC 7644 3.4.2 wants the total.
 *
 * @param read rows that an index finds, or all of them
 * @param keep those that meet the filter, in the same order
 */
export async function matchingPage<Row extends Added>(
  { startIndex, count }: Paging,
  read: (slice: Slice<Row>) => Promise<readonly Row[]>,
  keep: (rows: readonly Row[]) => Promise<readonly Row[]>,
): Promise<{ total: number; rows: Row[] }> {
  const rows: Row[] = [];
  let total = 0;
  let last: Row | undefined;
  for (;;) {
    const slice = await read({ last, limit: SLICE });
    for (const row of await keep(slice)) {
      total += 1;
      if (total >= startIndex && rows.length < count) rows.push(row);
    }
    if (slice.length < SLICE) return { total, rows };
    last = slice.at(-1);
    await setImmediate();
  }
}

/** The rows behind one. */
export const behind = ({ createdAt, id }: Added) =>
  sql<SqlBool>`(${sql.ref('createdAt')}, ${sql.ref('id')}) > (${createdAt}, ${id})`;
