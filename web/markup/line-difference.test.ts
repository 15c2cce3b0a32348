import { expect, test } from 'vitest';
import { lineDifference } from './line-difference.ts';

test('puts replaced lines side by side and keeps added and removed ones apart', () => {
  expect(lineDifference(['a', 'b', 'c', 'd'], ['a', 'B', 'c', 'd', 'e'])).toEqual([
    { kind: 'same', left: 'a', right: 'a' },
    { kind: 'changed', left: 'b', right: 'B' },
    { kind: 'same', left: 'c', right: 'c' },
    { kind: 'same', left: 'd', right: 'd' },
    { kind: 'added', right: 'e' },
  ]);
});

test('gives both sides back whole', () => {
  const left = Array.from({ length: 40 }, (_, n) => `${n % 7}`);
  const right = Array.from({ length: 50 }, (_, n) => `${(n * 3) % 7}`);
  const rows = lineDifference(left, right);
  expect(rows.flatMap((row) => row.left ?? [])).toEqual(left);
  expect(rows.flatMap((row) => row.right ?? [])).toEqual(right);
});

test('finds a small change in a long text', () => {
  const long = Array.from({ length: 5000 }, (_, n) => `x${n}`);
  const changed = lineDifference(long, long.with(2500, 'new')).filter(
    ({ kind }) => kind !== 'same',
  );
  expect(changed).toEqual([{ kind: 'changed', left: 'x2500', right: 'new' }]);
});

test('does not search long texts that have little in common', () => {
  const long = Array.from({ length: 5000 }, (_, n) => `x${n}`);
  const rows = lineDifference(long, ['x0', ...Array.from({ length: 3000 }, (_, n) => `y${n}`)]);
  expect(rows.flatMap((row) => row.left ?? [])).toEqual(long);
  expect(rows.some(({ kind }) => kind === 'same')).toBe(false);
});
