import { changedPart, lineDifference } from './line-difference.ts';
import { shorten } from './shorten.ts';
import { xmlLines } from './xml-lines.ts';

/** A line of a difference: removed from the valid message, added to it, equal in both, or a note in place of equal lines. */
export interface DifferenceLine {
  readonly kind: 'removed' | 'added' | 'same' | 'folded';
  /** Before the changed part, the changed part, behind it. */
  readonly parts: readonly [string, string, string];
}

/** Equal lines to show around a difference. */
const CONTEXT = 2;

/** In characters; a signature or certificate is longer than anyone reads. */
const MAX_PART = 160;

/** What differs between the valid message and the one that was sent; long equal parts are folded, long values shortened, further lines counted. */
export function differenceLines(
  honest: string,
  sent: string,
  { maxLines }: { maxLines: number },
): readonly DifferenceLine[] {
  const rows = lineDifference(xmlLines(honest), xmlLines(sent));
  const isNear = (index: number) =>
    rows
      .slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1)
      .some(({ kind }) => kind !== 'same');
  const lines: DifferenceLine[] = [];
  let folded = 0;
  const fold = () => {
    if (folded > 0)
      lines.push(whole('folded', folded === 1 ? '1 equal line' : `${folded} equal lines`));
    folded = 0;
  };
  // Lines that were removed in a row come before those that replace them.
  let added: DifferenceLine[] = [];
  const flush = () => {
    lines.push(...added);
    added = [];
  };
  for (const [index, { kind, left = '', right = '' }] of rows.entries()) {
    if (kind === 'same') flush();
    if (!isNear(index)) {
      folded += 1;
      continue;
    }
    fold();
    if (kind === 'same') lines.push(whole('same', left));
    if (kind === 'removed') lines.push(whole('removed', left));
    if (kind === 'added') added.push(whole('added', right));
    if (kind !== 'changed') continue;
    const [start, leftLength, rightLength] = changedPart(left, right);
    lines.push(line('removed', left, start, leftLength));
    added.push(line('added', right, start, rightLength));
  }
  flush();
  fold();
  const more = lines.length - maxLines;
  return more > 1 ? [...lines.slice(0, maxLines), whole('folded', `${more} more lines`)] : lines;
}

const whole = (kind: DifferenceLine['kind'], text: string): DifferenceLine => ({
  kind,
  parts: [shorten(text, MAX_PART), '', ''],
});

function line(
  kind: DifferenceLine['kind'],
  text: string,
  start: number,
  length: number,
): DifferenceLine {
  const parts = [
    text.slice(0, start),
    text.slice(start, start + length),
    text.slice(start + length),
  ];
  const [before = '', changed = '', after = ''] = parts.map((part) => shorten(part, MAX_PART));
  return { kind, parts: [before, changed, after] };
}
