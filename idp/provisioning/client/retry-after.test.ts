import { expect, test } from 'vitest';
import { retryAfterMs } from './retry-after.ts';

const now = Date.parse('2026-11-30T12:00:00Z');

test.each([
  [undefined, undefined],
  ['120', 120_000],
  ['Mon, 30 Nov 2026 12:00:30 GMT', 30_000],
  ['Mon, 30 Nov 2026 11:00:00 GMT', 0],
  ['soon', undefined],
])('%s', (header, expected) => {
  expect(retryAfterMs(header, now)).toBe(expected);
});
