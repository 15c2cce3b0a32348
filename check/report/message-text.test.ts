import { describe, expect, test } from 'vitest';
import { lineDifference } from '../../web/markup/line-difference.ts';
import { maskText, maskUrl } from '../agent/mask.ts';

describe('the difference', () => {
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
    const huge = Array.from({ length: 5000 }, (_, n) => `x${n}`);
    expect(lineDifference(huge, left).flatMap((row) => row.left ?? [])).toHaveLength(5000);
  });
});

test('secrets are masked, message IDs are not', () => {
  expect(maskUrl('http://u:p@localhost/x?code=abc&page=2&SAMLResponse=PHN#t')).toBe(
    'http://***:***@localhost/x?code=***&page=2&SAMLResponse=***#t',
  );
  expect(maskUrl('not a url')).toBe('not a url');
  const id = `_${'a1'.repeat(16)}`;
  expect(maskText(`${id} eyJhbGciOi.eyJzdWIi.c2ln ${'Z'.repeat(43)}`)).toBe(`${id} *** ***`);
});
