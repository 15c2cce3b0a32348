import type { Path } from './faults.ts';

/** The entries of a list, each with its path; entries that the check of the shape took out are skipped. */
export const items = <Item extends object>(
  list: readonly Item[] | undefined,
  path: Path,
): [item: Item, path: Path][] =>
  (list ?? []).flatMap((item: Item | undefined, index) =>
    item === undefined ? [] : [[item, [...path, index]]],
  );
