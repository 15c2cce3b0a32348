import type { Kysely } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from './open-store.ts';
import { prepared, type ValueOf } from './prepared.ts';
import { testDatabase } from './testing/test-database.ts';

interface Tables {
  pet: { id: string; name: string; kind: string };
}

const migrations = {
  '0001-pet': {
    up: (db: Kysely<unknown>) =>
      db.schema
        .createTable('pet')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('kind', 'text', (c) => c.notNull())
        .execute(),
  },
};

const open = async () =>
  openStore<Tables>({ file: await testDatabase(), name: 'test', migrations });
let db: Kysely<Tables>;
beforeAll(async () => {
  db = await open();
});
afterAll(() => db.destroy());

const insert = prepared<Tables, { id: string; name: string }, unknown>((d, value) =>
  d
    .insertInto('pet')
    .values({ id: value('id'), name: value('name'), kind: 'cat' })
    .onConflict((c) => c.doNothing()),
);
const select = prepared((d: Kysely<Tables>, value: ValueOf<{ name: string }>) =>
  d
    .selectFrom('pet')
    .select('id')
    .where('kind', '=', 'cat')
    .where('name', '=', value('name'))
    .orderBy('id'),
);

test('passes the values of each call and keeps constants', async () => {
  expect((await insert(db, { id: 'a', name: 'One' })).numAffectedRows).toBe(1n);
  expect((await insert(db, { id: 'b', name: 'Two' })).numAffectedRows).toBe(1n);
  expect((await insert(db, { id: 'b', name: 'Three' })).numAffectedRows).toBe(0n);
  expect((await select(db, { name: 'Two' })).rows).toEqual([{ id: 'b' }]);
  expect((await select(db, { name: "Two' or '1'='1" })).rows).toEqual([]);
});

test('runs in a transaction', async () => {
  const undone = db.transaction().execute(async (tx) => {
    await insert(tx, { id: 'c', name: 'Two' });
    expect((await select(tx, { name: 'Two' })).rows).toHaveLength(2);
    throw new Error('undo');
  });
  await expect(undone).rejects.toThrow('undo');
  expect((await select(db, { name: 'Two' })).rows).toHaveLength(1);
});

test('runs in the database that it is given', async () => {
  const other = await open();
  expect((await select(other, { name: 'Two' })).rows).toEqual([]);
  await other.destroy();
});
