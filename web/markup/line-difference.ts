/** One row of two texts side by side. `same` rows have both sides. */
export interface DifferenceRow {
  readonly kind: 'same' | 'changed' | 'removed' | 'added';
  readonly left?: string;
  readonly right?: string;
}

/** Above this many lines a side is compared only at its ends: a table of all pairs would be too large. */
const MAX_LINES = 600;

/** The differences between two lists of lines, by their longest common subsequence. */
export function lineDifference(
  left: readonly string[],
  right: readonly string[],
): readonly DifferenceRow[] {
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let end = 0;
  const rest = Math.min(left.length, right.length) - start;
  while (end < rest && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  const same = (lines: readonly string[]) =>
    lines.map((line): DifferenceRow => ({ kind: 'same', left: line, right: line }));
  return [
    ...same(left.slice(0, start)),
    ...pairUp(middle(left.slice(start, left.length - end), right.slice(start, right.length - end))),
    ...same(left.slice(left.length - end)),
  ];
}

function middle(left: readonly string[], right: readonly string[]): DifferenceRow[] {
  const removed = (line: string): DifferenceRow => ({ kind: 'removed', left: line });
  const added = (line: string): DifferenceRow => ({ kind: 'added', right: line });
  if (left.length > MAX_LINES || right.length > MAX_LINES)
    return [...left.map(removed), ...right.map(added)];
  // lengths[i][j]: common lines of left from i and right from j
  const lengths = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      const row = lengths[i];
      if (row)
        row[j] = left[i] === right[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const rows: DifferenceRow[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    const l = left[i];
    const r = right[j];
    if (l !== undefined && l === r) {
      rows.push({ kind: 'same', left: l, right: l });
      i += 1;
      j += 1;
    } else if (l !== undefined && (r === undefined || at(i + 1, j) >= at(i, j + 1))) {
      rows.push(removed(l));
      i += 1;
    } else if (r !== undefined) {
      rows.push(added(r));
      j += 1;
    }
  }
  return rows;
}

/** Lines that were taken away and others put in their place stand side by side. */
function pairUp(rows: readonly DifferenceRow[]): DifferenceRow[] {
  const result: DifferenceRow[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  const flush = () => {
    for (let n = 0; n < Math.max(removed.length, added.length); n++) {
      const left = removed[n];
      const right = added[n];
      if (left !== undefined && right !== undefined) result.push({ kind: 'changed', left, right });
      else if (left !== undefined) result.push({ kind: 'removed', left });
      else if (right !== undefined) result.push({ kind: 'added', right });
    }
    removed = [];
    added = [];
  };
  for (const row of rows) {
    if (row.kind === 'same') {
      flush();
      result.push(row);
    }
    if (row.kind === 'removed' && row.left !== undefined) removed.push(row.left);
    if (row.kind === 'added' && row.right !== undefined) added.push(row.right);
  }
  flush();
  return result;
}

/** The part in which two lines differ, as [common start, length left, length right]. */
export function changedPart(left: string, right: string): [number, number, number] {
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let end = 0;
  const rest = Math.min(left.length, right.length) - start;
  while (end < rest && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  return [start, left.length - start - end, right.length - start - end];
}
