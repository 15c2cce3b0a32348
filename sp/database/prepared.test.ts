import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../store/open-store.ts';
import { migrations } from './migrations.ts';
import { prepared } from './prepared.ts';
import type { Database, Tables } from './tables.ts';

let db: Database;
beforeAll(async () => {
  db = await openStore<Tables>({ file: ':memory:', name: 'sp', migrations });
});
afterAll(() => db.destroy());

const insert = prepared<{ id: string; name: string }, unknown>((d, value) =>
  d
    .insertInto('company')
    .values({ id: value('id'), name: value('name'), createdAt: '2026' })
    .onConflict((c) => c.doNothing()),
);
const select = prepared<{ name: string }, { id: string }>((d, value) =>
  d
    .selectFrom('company')
    .select('id')
    .where('createdAt', '=', '2026')
    .where('name', '=', value('name'))
    .orderBy('id'),
);

test('gives each call its own values, fixed ones stay', async () => {
  expect((await insert(db, { id: 'a', name: 'One' })).numAffectedRows).toBe(1n);
  expect((await insert(db, { id: 'b', name: 'Two' })).numAffectedRows).toBe(1n);
  expect((await insert(db, { id: 'b', name: 'Three' })).numAffectedRows).toBe(0n);
  expect((await select(db, { name: 'Two' })).rows).toEqual([{ id: 'b' }]);
  expect((await select(db, { name: "Two' or '1'='1" })).rows).toEqual([]);
});

test('takes part in a transaction', async () => {
  const undone = db.transaction().execute(async (tx) => {
    await insert(tx, { id: 'c', name: 'Two' });
    expect((await select(tx, { name: 'Two' })).rows).toHaveLength(2);
    throw new Error('undo');
  });
  await expect(undone).rejects.toThrow('undo');
  expect((await select(db, { name: 'Two' })).rows).toHaveLength(1);
});
