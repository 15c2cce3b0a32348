import { setImmediate } from 'node:timers/promises';
import { type RawBuilder, type SelectQueryBuilder, type SqlBool, sql } from 'kysely';

/** One page of a list. */
export interface Page {
  /** From 1. */
  page: number;
  pageSize: number;
}

export interface Found<Row> {
  rows: Row[];
  /** How many match altogether. */
  total: number;
}

/** How many rows one query looks at: a few milliseconds. Between two queries, other requests run. */
const SLICE = 1000;

/** A list that is too long to be searched or sorted by one query, which would keep everyone else waiting. */
export interface LongList<Tables, From extends keyof Tables, Row> {
  /** All rows with their columns, in no order. Where it joins, the first table must be the outer one (CROSS JOIN). */
  all: SelectQueryBuilder<Tables, From, Row>;
  /** Columns that an index has after those that `all` compares with a constant; together they are unique. */
  keys: readonly string[];
  descending?: boolean;
  /** Absent: every row is wanted. */
  matches?: RawBuilder<SqlBool> | undefined;
}

/** The wanted rows in the order of the keys, a slice at a time. */
async function* slicesOf<Tables, From extends keyof Tables, Row>(
  list: LongList<Tables, From, Row>,
): AsyncGenerator<Row[]> {
  let after: readonly unknown[] | undefined;
  do {
    const end = await endOfSlice(list, after);
    yield await between(list, after, end);
    after = end;
    await setImmediate();
  } while (after !== undefined);
}

/**
 * One page of the wanted rows, and how many there are altogether.
 *
 * @param before order of the page, if it is not that of the keys
 */
export async function pageInSlices<Tables, From extends keyof Tables, Row>(
  list: LongList<Tables, From, Row>,
  { page, pageSize }: Page,
  before?: (one: Row, other: Row) => boolean,
): Promise<Found<Row>> {
  const [start, end] = [(page - 1) * pageSize, page * pageSize];
  let first: Row[] = [];
  const rows: Row[] = [];
  let total = 0;
  for await (const some of slicesOf(list)) {
    if (before) {
      first = merged(first, some.toSorted(orderOf(before)), before);
      first.length = Math.min(first.length, end);
    } else rows.push(...some.slice(Math.max(0, start - total), Math.max(0, end - total)));
    total += some.length;
  }
  return { rows: before ? first.slice(start) : rows, total };
}

/** The first wanted rows in the order of the keys; stops once there are enough. */
export async function firstInSlices<Tables, From extends keyof Tables, Row>(
  list: LongList<Tables, From, Row>,
  limit: number,
): Promise<Row[]> {
  const first: Row[] = [];
  for await (const rows of slicesOf(list)) {
    first.push(...rows);
    if (first.length >= limit) break;
  }
  return first.slice(0, limit);
}

const orderOf =
  <Row>(before: (one: Row, other: Row) => boolean) =>
  (one: Row, other: Row) =>
    before(one, other) ? -1 : 1;

function merged<Row>(left: Row[], right: Row[], before: (one: Row, other: Row) => boolean): Row[] {
  const rows: Row[] = [];
  let at = 0;
  for (const row of left) {
    for (let next = right[at]; next !== undefined && before(next, row); next = right[++at])
      rows.push(next);
    rows.push(row);
  }
  return rows.concat(right.slice(at));
}

/** Keys of the last row of the slice; undefined when no more than a slice is left. */
async function endOfSlice<Tables, From extends keyof Tables, Row>(
  { all, keys, descending }: LongList<Tables, From, Row>,
  after: readonly unknown[] | undefined,
): Promise<unknown[] | undefined> {
  const columns = keys.map((key, index) => sql`${sql.ref(key)}`.as(`key${index}`));
  const rest = after ? all.where(compared(keys, descending ? '<' : '>', after)) : all;
  const row = await ordered(rest.clearSelect().select(columns), keys, descending)
    .limit(1)
    .offset(SLICE - 1)
    .executeTakeFirst();
  return row && keys.map((_, index) => (row as Record<string, unknown>)[`key${index}`]);
}

function between<Tables, From extends keyof Tables, Row>(
  { all, keys, descending, matches }: LongList<Tables, From, Row>,
  after: readonly unknown[] | undefined,
  end: readonly unknown[] | undefined,
): Promise<Row[]> {
  let slice = all;
  if (after) slice = slice.where(compared(keys, descending ? '<' : '>', after));
  if (end) slice = slice.where(compared(keys, descending ? '>=' : '<=', end));
  if (matches) slice = slice.where(matches);
  return ordered(slice, keys, descending).execute() as Promise<Row[]>;
}

/** Sorts by the keys. */
export function ordered<Tables, From extends keyof Tables, Row>(
  query: SelectQueryBuilder<Tables, From, Row>,
  keys: readonly string[],
  descending = false,
) {
  const direction = descending ? 'desc' : 'asc';
  return keys.reduce((sorted, key) => sorted.orderBy(sql.ref(key), direction), query);
}

/** Compares row values, which SQLite answers from an index (https://www.sqlite.org/rowvalue.html). */
function compared(keys: readonly string[], operator: string, values: readonly unknown[]) {
  const columns = sql.join(keys.map((key) => sql.ref(key)));
  return sql<SqlBool>`(${columns}) ${sql.raw(operator)} (${sql.join(values)})`;
}
