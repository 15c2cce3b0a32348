// The package's index would load its word, sentence, JSON and patch parts as well.
import { diffArrays } from 'diff/lib/diff/array.js';

/** One row of two texts side by side. `same` rows have both sides. */
export interface DifferenceRow {
  readonly kind: 'same' | 'changed' | 'removed' | 'added';
  readonly left?: string;
  readonly right?: string;
}

/** In lines. Two texts that differ in more have little in common, and time grows with the square of it. */
const MAX_DIFFERENCE = 1200;

/** The differences between two lists of lines, by their longest common subsequence. */
export function lineDifference(
  left: readonly string[],
  right: readonly string[],
): readonly DifferenceRow[] {
  const changes = diffArrays([...left], [...right], { maxEditLength: MAX_DIFFERENCE });
  return pairUp(
    changes ?? [
      { value: left, removed: true },
      { value: right, added: true },
    ],
  );
}

interface Change {
  readonly value: readonly string[];
  readonly removed?: boolean;
  readonly added?: boolean;
}

/** Puts removed lines and the lines that replace them side by side. */
function pairUp(changes: readonly Change[]): DifferenceRow[] {
  const rows: DifferenceRow[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  const flush = () => {
    for (let n = 0; n < Math.max(removed.length, added.length); n++) {
      const left = removed[n];
      const right = added[n];
      if (left !== undefined && right !== undefined) rows.push({ kind: 'changed', left, right });
      else if (left !== undefined) rows.push({ kind: 'removed', left });
      else if (right !== undefined) rows.push({ kind: 'added', right });
    }
    removed = [];
    added = [];
  };
  for (const change of changes) {
    if (change.removed) removed.push(...change.value);
    else if (change.added) added.push(...change.value);
    else {
      flush();
      for (const line of change.value) rows.push({ kind: 'same', left: line, right: line });
    }
  }
  flush();
  return rows;
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
