import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openStore } from './open-store.ts';

interface Tables {
  person: { id: number; name: string };
}

const schemaOf = async (migrations: Record<string, Migration>, file = ':memory:') => {
  const store = await openStore<Tables>({ file, name: 'test', migrations });
  const { rows } = await sql<{
    name: string;
  }>`select type, name, tbl_name, sql from sqlite_schema`.execute(store);
  const applied = await sql<{ name: string }>`select name from test_migration`.execute(store);
  await store.destroy();
  return { schema: rows, applied: applied.rows };
};

const create: Migration = {
  up: (db) =>
    db.schema.createTable('person').addColumn('id', 'integer').addColumn('name', 'text').execute(),
};
const change: Migration = {
  up: async (db) => {
    await db.schema.alterTable('person').addColumn('mail', 'text').execute();
    await db.schema.createIndex('personByName').on('person').columns(['name', 'id']).execute();
    await sql`create trigger personOfLab after insert on person begin select 1; end`.execute(db);
  },
};

test('a second database in memory has the schema of the first, with each migration applied, and none is run again', async () => {
  const up = vi.fn(change.up);
  const migrations = { '0001-person': create, '0002-change': { up } };
  const first = await schemaOf(migrations);
  expect(up).toHaveBeenCalledOnce(); // (control)
  expect(await schemaOf(migrations)).toEqual(first);
  const names = first.schema.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['person', 'personByName', 'personOfLab']));
  expect(first.applied.map(({ name }) => name)).toEqual(Object.keys(migrations));
  expect(up).toHaveBeenCalledOnce();
  expect(await schemaOf({ ...migrations })).toEqual(first);
  expect(up).toHaveBeenCalledTimes(2); // (control) other migrations are not taken for these
});

test('a new file has the schema too, without a migration; a file of an older version is migrated', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'samlab-migrate-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const up = vi.fn(change.up);
  const migrations = { '0001-person': create, '0002-change': { up } };
  const older = join(folder, 'older.db');
  await schemaOf({ '0001-person': create }, older);
  const first = await schemaOf(migrations);
  expect(up).toHaveBeenCalledOnce(); // (control)
  expect(await schemaOf(migrations, join(folder, 'new.db'))).toEqual(first);
  expect(up).toHaveBeenCalledOnce();
  const migrated = await schemaOf(migrations, older);
  expect(up).toHaveBeenCalledTimes(2);
  expect(migrated).toEqual(first);
});

test('databases in memory share no rows, and what a migration writes is written each time', async () => {
  let written = 0;
  const fill: Migration = {
    up: async (db) => {
      await db.insertInto('person').values({ id: written++, name: 'Ada' }).execute();
    },
  };
  const idsOf = async (migrations: Record<string, Migration>) => {
    const store = await openStore<Tables>({ file: ':memory:', name: 'test', migrations });
    await store.insertInto('person').values({ id: 7, name: 'Grace' }).execute();
    const rows = await store.selectFrom('person').select('id').orderBy('id').execute();
    await store.destroy();
    return rows.map(({ id }) => id);
  };
  const withoutRows = { '0001': create };
  expect([await idsOf(withoutRows), await idsOf(withoutRows)]).toEqual([[7], [7]]);
  const withRows = { '0001': create, '0002': fill };
  expect([await idsOf(withRows), await idsOf(withRows)]).toEqual([
    [0, 7],
    [1, 7],
  ]);
});
