import { expect, test } from 'vitest';
import { shortCopy } from './short-copy.ts';

test('is the text, or its beginning', () => {
  expect(shortCopy('abc', 3)).toBe('abc');
  expect(shortCopy('abcd', 3)).toBe('abc…');
  expect(shortCopy('ü€😀', 3)).toBe('ü€�…');
});
