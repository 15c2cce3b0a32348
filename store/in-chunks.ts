/** SQLite allows 32,766 values in one statement; the widest table has fewer than 60 columns. */
const CHUNK = 500;

/** Splits what one statement could not take: the rows of an insert. */
export function* inChunks<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let at = 0; at < items.length; at += CHUNK) yield items.slice(at, at + CHUNK);
}

/** What a query with `IN (...)` finds for any number of values. @param find runs it for some of the values */
export async function findAmong<Value, Row>(
  values: readonly Value[],
  find: (some: readonly Value[]) => Promise<Row[]>,
): Promise<Row[]> {
  const found: Row[] = [];
  for (const some of inChunks(values)) found.push(...(await find(some)));
  return found;
}
