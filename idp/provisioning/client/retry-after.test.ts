import { expect, test } from 'vitest';
import { retryAfterMs } from './retry-after.ts';

const now = Date.parse('2026-11-30T12:00:00Z');

test.each([
  [undefined, undefined],
  ['120', 120_000],
  ['Mon, 30 Nov 2026 12:00:30 GMT', 30_000],
  ['Mon, 30 Nov 2026 11:00:00 GMT', 0],
  ['Sunday, 06-Nov-94 08:49:37 GMT', 0],
  ['Sun Nov  6 08:49:37 1994', 0],
  ['soon', undefined],
  ['soon 5', undefined],
  ['-5', undefined],
  ['1.5', undefined],
  ['Mon', undefined],
])('%s', (header, expected) => {
  expect(retryAfterMs(header, now)).toBe(expected);
});
