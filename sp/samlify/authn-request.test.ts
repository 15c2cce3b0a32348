import { expect, test } from 'vitest';
import { remember } from './authn-request.ts';

test('makes an entity once for the same facts, and another for other facts', () => {
  const made: string[] = [];
  const get = remember(({ name }: { name: string }) => made.push(name));
  expect([get({ name: 'a' }), get({ name: 'b' }), get({ name: 'a' })]).toEqual([1, 2, 1]);
  expect(made).toEqual(['a', 'b']);
});

test('drops the oldest entity at the limit', () => {
  let count = 0;
  const get = remember((_: { n: number }) => ++count);
  for (let n = 0; n < 201; n++) get({ n });
  expect(get({ n: 200 })).toBe(201);
  expect(get({ n: 0 })).toBe(202);
});
