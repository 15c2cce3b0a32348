import { lineDifference } from '../../../web/markup/line-difference.ts';
import { type Line, messageLines } from './message-lines.ts';

/** A line of a tree with the lines below it. */
export interface Branch {
  readonly text: string;
  /** It is not the same on the other side. */
  readonly altered: boolean;
  /** It is within what a Signature names as signed. */
  readonly signed: boolean;
  /** A number stands for so many lines that are alike on both sides, or that go on as the ones before. */
  readonly children: readonly (Branch | number)[];
}

export interface AlteredTree {
  readonly before: readonly (Branch | number)[];
  readonly after: readonly (Branch | number)[];
  /** Nothing but digest and signature values differ. */
  readonly onlySignature: boolean;
}

/** Altered lines side by side that are shown of one parent. */
const SHOWN = 8;
/** Lines of something wholly new that are shown even where they are no landmarks. */
const SMALL = 6;

/** The honest message and what is sent in its place, as trees in which the alteration is marked and the rest folded. */
export function alteredTree(honest: string, sent: string): AlteredTree {
  const tree = compare(messageLines(honest), messageLines(sent));
  if (tree) return { ...tree, onlySignature: false };
  // Whatever is changed before signing changes digest and signature too; they count where nothing else does.
  const both = [honest, sent].map((xml) => messageLines(xml, { signatures: true }));
  const [before = [], after = []] = both;
  const signatures = compare(before, after);
  if (signatures) return { ...signatures, onlySignature: true };
  const none = new Set<number>();
  return { before: nest(before, none), after: nest(after, none), onlySignature: false };
}

/** Undefined when no line differs. */
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

/** Nests the lines by depth and folds what is not worth showing. */
function nest(all: readonly Line[], altered: ReadonlySet<number>): (Branch | number)[] {
  /** @param isNew all of these lines are below something that is wholly new. */
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
        (count > 0 && !isNew && (!isAltered || marked <= SHOWN));
      const below = isNew || (count === end - at && count > SMALL);
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

/** Where the lines below the line at `at` end. */
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
