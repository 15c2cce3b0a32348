import { expect, test } from 'vitest';
import { formatInstant, parseInstant } from './instant.ts';

test.each([
  ['2026-01-31T08:00:00Z', '2026-01-31T08:00:00.000Z'],
  ['2026-01-31T08:00:00.1234567Z', '2026-01-31T08:00:00.123Z'],
  ['2024-02-29T23:59:59.5Z', '2024-02-29T23:59:59.500Z'],
])('%s', (text, expected) => {
  expect(formatInstant(parseInstant(text))).toBe(expected);
});

test.each([
  '',
  '1767225600',
  '2026-01-31T08:00:00',
  '2026-01-31T08:00:00+01:00',
  '2026-02-30T08:00:00Z',
  '2026-01-31T25:00:00Z',
])('"%s" is refused', (text) => {
  expect(() => parseInstant(text)).toThrow(/is not an instant in UTC/);
});
