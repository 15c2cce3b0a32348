import { expect, test } from 'vitest';
import { nearest, nearestFirst } from './nearest.ts';

test('finds what a mistyped name meant', () => {
  expect(nearest('prots', ['ports', 'clock'])).toBe('ports');
  expect(nearest('clcok', ['ports', 'clock'])).toBe('clock');
  expect(nearest('zzzz', ['ports', 'clock'])).toBeUndefined();
  expect(nearestFirst('clok', ['ports', 'clock'])).toEqual(['clock', 'ports']);
});

test('a text of megabytes, which a stranger can send as a name, is no name', () => {
  const long = 'p'.repeat(5_000_000); // its square would take hours
  expect(nearest(long, ['ports'])).toBeUndefined();
  expect(nearestFirst(long, ['ports', 'p'])).toHaveLength(2);
});
