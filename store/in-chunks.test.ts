import { expect, test } from 'vitest';
import { findAmong, inChunks } from './in-chunks.ts';

const numbers = Array.from({ length: 1203 }, (_, index) => index);

test('splits any number of items, in order, and leaves none out', () => {
  const chunks = [...inChunks(numbers)];
  expect(chunks.map(({ length }) => length)).toEqual([500, 500, 203]);
  expect(chunks.flat()).toEqual(numbers);
  expect([...inChunks([])]).toEqual([]);
});

test('joins what is found for each part', async () => {
  const even = await findAmong(numbers, async (some) => some.filter((one) => one % 2 === 0));
  expect(even).toEqual(numbers.filter((one) => one % 2 === 0));
});
