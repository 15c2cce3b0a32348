import { expect, test } from 'vitest';
import { turnsDuring } from '../../store/testing/turns-during.ts';
import { filterInTurns } from './turns.ts';

/** Works as long as a turn takes. */
function work(): void {
  const begin = performance.now();
  while (performance.now() - begin < 10) Math.sqrt(2);
}

test('others run between the steps of long work, and not between short ones', async () => {
  const items = Array.from({ length: 10 }, (_, n) => n);
  const isEven = (item: number) => item % 2 === 0;
  const long = filterInTurns(items, (item) => {
    work();
    return isEven(item);
  });
  expect(await turnsDuring(long)).toBeGreaterThanOrEqual(8);
  expect(await long).toEqual(items.filter(isEven));
  expect(await turnsDuring(filterInTurns(items, isEven))).toBeLessThan(5);
});
