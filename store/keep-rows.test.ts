import { Kysely, SqliteDialect } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepRows } from './keep-rows.ts';
import { NodeSqlite } from './node-sqlite.ts';

interface Tables {
  author: { id: number; name: string };
  book: { id: number; authorId: number };
  key: { id: number };
}
let database: NodeSqlite;
let db: Kysely<Tables>;
beforeEach(() => {
  database = new NodeSqlite(':memory:');
  database.connection.exec(`
    PRAGMA foreign_keys = ON;
    CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE book (id INTEGER PRIMARY KEY, authorId INTEGER NOT NULL REFERENCES author ON DELETE CASCADE) STRICT;
    CREATE TABLE key (id INTEGER PRIMARY KEY) STRICT;
    INSERT INTO author VALUES (1, 'Ada'), (2, 'Grace');
    INSERT INTO book VALUES (10, 1), (20, 2);
  `);
  db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
});
afterEach(() => db.destroy());

const contents = async () => ({
  authors: await db.selectFrom('author').selectAll().orderBy('id').execute(),
  books: await db.selectFrom('book').selectAll().orderBy('id').execute(),
  keys: await db.selectFrom('key').selectAll().execute(),
});

test('rows come back as they were, again and again, whatever refers to them', async () => {
  const putBack = await keepRows(db, ['key']);
  const before = await contents();
  for (let round = 0; round < 2; round += 1) {
    await db.deleteFrom('author').where('id', '=', 1).execute();
    await db.updateTable('author').set({ name: 'Ada' }).where('id', '=', 2).execute();
    await db.insertInto('author').values({ id: 3, name: 'New' }).execute();
    await db.insertInto('key').values({ id: round }).execute();
    expect((await contents()).books).toEqual([{ id: 20, authorId: 2 }]);
    await putBack();
    expect(await contents()).toEqual({ ...before, keys: expect.anything() });
  }
  expect((await contents()).keys).toEqual([{ id: 0 }, { id: 1 }]);
});

test('foreign keys hold afterwards', async () => {
  await (await keepRows(db))();
  await expect(db.insertInto('book').values({ id: 30, authorId: 99 }).execute()).rejects.toThrow(
    'FOREIGN KEY',
  );
});
