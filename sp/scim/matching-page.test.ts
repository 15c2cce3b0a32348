import { expect, test } from 'vitest';
import { matchingPage } from './matching-page.ts';

const all = Array.from({ length: 1_050 }, (_, at) => ({
  id: String(at).padStart(4, '0'),
  createdAt: '2026-03-01',
}));
const read = async ({ last, limit }: { last: { id: string } | undefined; limit: number }) => {
  const from = last ? Number(last.id) + 1 : 0;
  return all.slice(from, from + limit);
};

test('others run between the slices', async () => {
  let [isDone, turns] = [false, 0];
  const other = () => {
    if (isDone) return;
    turns += 1;
    setImmediate(other);
  };
  setImmediate(other);
  const page = await matchingPage({ startIndex: 1, count: 5 }, read, async (rows) => rows);
  isDone = true;
  expect(page).toMatchObject({ total: 1_050, rows: all.slice(0, 5) });
  expect(turns).toBeGreaterThanOrEqual(10);
});

test.each([
  [1, 3, [0, 7, 14]],
  [150, 3, [1_043]],
  [151, 3, []],
])('a page from %i of every seventh row', async (startIndex, count, found) => {
  const keep = async (rows: readonly (typeof all)[number][]) =>
    rows.filter(({ id }) => Number(id) % 7 === 0);
  const { total, rows } = await matchingPage({ startIndex, count }, read, keep);
  expect(total).toBe(150);
  expect(rows.map(({ id }) => Number(id))).toEqual(found);
});
