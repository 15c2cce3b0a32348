import { lineDifference } from '../../../web/markup/line-difference.ts';
import { type Line, messageLines } from './message-lines.ts';

/** A line of a tree and the lines below it. */
export interface Branch {
  readonly text: string;
  /** It differs on the other side. */
  readonly altered: boolean;
  /** It is inside an element that a Signature references. */
  readonly signed: boolean;
  /** A number is a count of folded lines: equal on both sides, or like the lines before. */
  readonly children: readonly (Branch | number)[];
}

export interface AlteredTree {
  readonly before: readonly (Branch | number)[];
  readonly after: readonly (Branch | number)[];
  /** Only digest and signature values differ. */
  readonly onlySignature: boolean;
}

/** How many altered lines are shown per parent. */
const MAX_ALTERED_CHILDREN = 8;
/** A new element of up to this many lines is shown whole; of a longer one only the landmarks are. */
const MAX_WHOLE_ELEMENT = 6;

/** Compares the valid message with the one that is sent: two trees with the differences marked and the rest folded. */
export function alteredTree(valid: string, sent: string): AlteredTree {
  const tree = compare(messageLines(valid), messageLines(sent));
  if (tree) return { ...tree, onlySignature: false };
  // Any change before signing also changes digest and signature, so they are compared only when nothing else differs.
  const both = [valid, sent].map((xml) => messageLines(xml, { signatures: true }));
  const [before = [], after = []] = both;
  const signatures = compare(before, after);
  if (signatures) return { ...signatures, onlySignature: true };
  const none = new Set<number>();
  return { before: nest(before, none), after: nest(after, none), onlySignature: false };
}

/** Returns undefined when no line differs. */
function compare(before: readonly Line[], after: readonly Line[]) {
  const rows = lineDifference(
    before.map(({ key }) => key),
    after.map(({ key }) => key),
  );
  const [left, right] = [new Set<number>(), new Set<number>()];
  let [l, r] = [0, 0];
  for (const row of rows) {
    if (row.left !== undefined) {
      if (row.kind !== 'same') left.add(l);
      l += 1;
    }
    if (row.right !== undefined) {
      if (row.kind !== 'same') right.add(r);
      r += 1;
    }
  }
  if (left.size + right.size === 0) return undefined;
  return { before: nest(before, left), after: nest(after, right) };
}

/** Nests the lines by depth and folds the unimportant ones. */
function nest(all: readonly Line[], altered: ReadonlySet<number>): (Branch | number)[] {
  /** @param isNew whether these lines are inside an element that is entirely new */
  const level = (from: number, to: number, isNew: boolean): (Branch | number)[] => {
    const result: (Branch | number)[] = [];
    let marked = 0;
    const fold = (count: number) => {
      const last = result.at(-1);
      if (typeof last === 'number') result[result.length - 1] = last + count;
      else result.push(count);
    };
    let at = from;
    while (at < to) {
      const line = all[at];
      if (!line) break;
      const end = endOf(all, at, to);
      const count = countBetween(altered, at, end);
      const isAltered = altered.has(at);
      if (isAltered) marked += 1;
      const worth =
        all.slice(at, end).some((each) => each.landmark) ||
        (count > 0 && !isNew && (!isAltered || marked <= MAX_ALTERED_CHILDREN));
      const below = isNew || (count === end - at && count > MAX_WHOLE_ELEMENT);
      if (worth) {
        const children = level(at + 1, end, below);
        result.push({ text: line.text, altered: isAltered, signed: line.signed, children });
      } else fold(end - at);
      at = end;
    }
    return result;
  };
  return level(0, all.length, false);
}

/** The index after the last descendant of the line at `at`. */
function endOf(all: readonly Line[], at: number, to: number): number {
  const depth = all[at]?.depth ?? 0;
  let end = at + 1;
  while (end < to && (all[end]?.depth ?? 0) > depth) end += 1;
  return end;
}

function countBetween(set: ReadonlySet<number>, from: number, to: number): number {
  let count = 0;
  for (let n = from; n < to; n++) if (set.has(n)) count += 1;
  return count;
}
