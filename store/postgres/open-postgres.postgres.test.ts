import { type Kysely, sql } from 'kysely';
import pg from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { whyNotWritable } from '../can-write.ts';
import { keepRows } from '../keep-rows.ts';
import { openStore, type StoreOptions } from '../open-store.ts';
import { postgresPrograms } from '../testing/postgres-programs.ts';
import { startPostgres } from '../testing/postgres-server.ts';
import { newPostgresDatabase } from '../testing/test-database.ts';
import { violatedColumn } from '../unique-violation.ts';

interface Tables {
  note: { id: number; text: string };
}
type Migrations = StoreOptions['migrations'];

const notes: Migrations = {
  '0001-note': {
    up: (db) =>
      db.schema
        .createTable('note')
        .addColumn('id', 'integer', (c) => c.primaryKey())
        .addColumn('text', 'text', (c) => c.notNull().unique())
        .execute(),
  },
};
const notesAndDates: Migrations = {
  ...notes,
  '0002-date': {
    up: (db) => db.schema.alterTable('note').addColumn('date', 'text').execute(),
  },
};

let url: string;
const opened: Kysely<Tables>[] = [];
beforeEach(async () => {
  url = await newPostgresDatabase(inject('postgres'));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((db) => db.destroy()));
});

async function open(more: Partial<StoreOptions> = {}): Promise<Kysely<Tables>> {
  const db = await openStore<Tables>({ file: url, name: 'notes', migrations: notes, ...more });
  opened.push(db);
  return db;
}
const texts = async (db: Kysely<Tables>) =>
  (await db.selectFrom('note').select('text').orderBy('text').execute()).map(({ text }) => text);
const add = (db: Kysely<Tables>, ...rows: string[]) =>
  db
    .insertInto('note')
    .values(rows.map((text, id) => ({ id, text })))
    .execute();

/** The sentence names the database, and no part of the user's name and password. */
async function expectRefusal(opening: Promise<unknown>, code: string): Promise<void> {
  const error = await opening.then(
    () => undefined,
    (reason: Error) => reason,
  );
  expect(error).toMatchObject({ name: 'StoreError', code, statusCode: 503 });
  expect(error?.message).toMatch(
    /^(The|There is no) PostgreSQL database \w+ at 127\.0\.0\.1:\d+\b/,
  );
  expect(error?.message).not.toContain('only-for-tests');
}

test('one list of migrations and one query serve both kinds of database', async () => {
  const rows = ['b', 'Zoe', 'ä', 'a', 'Z'];
  const [server, memory] = [await open(), await open({ file: ':memory:' })];
  for (const db of [server, memory]) await add(db, ...rows);
  expect(await texts(server)).toEqual(['Z', 'Zoe', 'a', 'b', 'ä']);
  expect(await texts(memory)).toEqual(await texts(server));
});

test('numbers are numbers up to 2^53, and a text keeps every character but U+0000', async () => {
  const db = await open();
  await db.insertInto('note').values({ id: Number.MAX_SAFE_INTEGER, text: 'a\0b 😀' }).execute();
  const { id, text } = await db.selectFrom('note').selectAll().executeTakeFirstOrThrow();
  expect({ id, text }).toEqual({ id: Number.MAX_SAFE_INTEGER, text: 'a\ufffdb 😀' });
});

test('a violated constraint is named by its column', async () => {
  const db = await open();
  await add(db, 'one');
  const again = await db
    .insertInto('note')
    .values({ id: 7, text: 'one' })
    .execute()
    .catch((error: unknown) => error);
  expect(violatedColumn(again)).toBe('note.text');
});

test('transactions run one at a time, on two replicas too', async () => {
  const [one, other] = [await open(), await open()];
  await add(one, '0');
  const count = (db: Kysely<Tables>) =>
    db.transaction().execute(async (tx) => {
      const { text } = await tx.selectFrom('note').select('text').executeTakeFirstOrThrow();
      await tx
        .updateTable('note')
        .set({ text: String(Number(text) + 1) })
        .execute();
    });
  await Promise.all(Array.from({ length: 40 }, (_, n) => count(n % 2 ? one : other)));
  expect(await texts(one)).toEqual(['40']);
});

test('a transaction that waits too long for another is refused as busy, and its connection serves the next one', async () => {
  const [db, other] = [await open(), await open()];
  const [begun, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const first = other.transaction().execute(async () => {
    begun.resolve();
    await done.promise;
  });
  await begun.promise;
  await db.connection().execute(async (one) => {
    await sql`set lock_timeout = 50`.execute(one);
    const refused = one.transaction().execute((tx) => add(tx as Kysely<Tables>, 'refused'));
    await expect(refused).rejects.toMatchObject({ name: 'StoreError', code: 'busy' });
    done.resolve();
    await first;
    expect(await texts(one)).toEqual([]);
    await one.transaction().execute((tx) => add(tx as Kysely<Tables>, 'served'));
  });
  expect(await texts(db)).toEqual(['served']);
});

test('of ten starts at once on an empty database one makes the tables', async () => {
  const stores = await Promise.all(Array.from({ length: 10 }, () => open()));
  await add(stores[0] as Kysely<Tables>, 'one');
  for (const db of stores) expect(await texts(db)).toEqual(['one']);
});

test('rows have a number that grows, and that `select *` leaves out', async () => {
  const db = await open();
  await add(db, 'first', 'second');
  await db.updateTable('note').set({ text: 'changed' }).where('id', '=', 0).execute();
  const all = await db.selectFrom('note').selectAll().orderBy(sql`rowid`).execute();
  expect(all).toEqual([
    { id: 0, text: 'changed' },
    { id: 1, text: 'second' },
  ]);
  const numbers = await sql<{ rowid: number }>`select rowid, id from note`.execute(db);
  expect(numbers.rows.map(({ rowid }) => rowid).toSorted()).toEqual([1, 2]);
});

test('rows come back as they were', async () => {
  const db = await open();
  await add(db, 'one', 'two');
  const putBack = await keepRows(db);
  await db.updateTable('note').set({ text: 'other' }).where('id', '=', 0).execute();
  await db.deleteFrom('note').where('id', '=', 1).execute();
  await putBack();
  expect(await texts(db)).toEqual(['one', 'two']);
});

test('a wrong password, a database that does not exist, and a server that does not answer are refused', async () => {
  const changed = (change: (url: URL) => void) => {
    const other = new URL(url);
    change(other);
    return open({ file: other.href });
  };
  await expectRefusal(
    changed((other) => {
      other.password = 'wrong';
    }),
    'denied',
  );
  await expectRefusal(
    changed((other) => {
      other.pathname = 'nowhere';
    }),
    'no_database',
  );
  await expectRefusal(
    changed((other) => {
      other.port = '1';
    }),
    'unreachable',
  );
  await expect(open()).resolves.toBeDefined();
});

test('a database of a newer samlab is refused and stays as it is', async () => {
  await open({ migrations: notesAndDates });
  await expectRefusal(open(), 'newer');
  await expect(open({ migrations: notesAndDates })).resolves.toBeDefined();
});

test('tables that an older samlab uses are changed only when it has ended', async () => {
  const older = await open();
  await expectRefusal(open({ migrations: notesAndDates }), 'older_in_use');
  await add(older, 'still works');
  await older.destroy();
  const newer = await open({ migrations: notesAndDates });
  expect(await texts(newer)).toEqual(['still works']);
});

test('a database that lost tables, or never was completed, is refused and not changed', async () => {
  await expectRefusal(open({ existing: true }), 'incomplete');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const schemas = await client.query("select 1 from pg_namespace where nspname = 'samlab_notes'");
  expect(schemas.rowCount).toBe(0);
  await client.query('create schema samlab_notes; create table samlab_notes.note (id bigint)');
  await expectRefusal(open(), 'incomplete');
  const tables = await client.query("select 1 from pg_tables where schemaname = 'samlab_notes'");
  expect(tables.rowCount).toBe(1);
  await client.end();
});

test('a migration that fails leaves nothing behind', async () => {
  const failing: Migrations = {
    ...notes,
    '0002-fails': { up: () => Promise.reject(new Error('broken')) },
  };
  await expect(open({ migrations: failing })).rejects.toThrow('broken');
  const db = await open();
  expect(await texts(db)).toEqual([]);
});

test('a server that crashes is a problem until it is back; what was saved is there', async () => {
  const server = await startPostgres(postgresPrograms() ?? '');
  try {
    const db = await open({ file: server.url });
    await add(db, 'saved');
    expect(await whyNotWritable(db)).toBeUndefined();
    const transaction = db.transaction().execute(async (tx) => {
      await tx.updateTable('note').set({ text: 'not saved' }).execute();
      await server.crash();
      await tx.updateTable('note').set({ text: 'not saved either' }).execute();
    });
    await expectRefusal(transaction, 'unreachable');
    await expectRefusal(texts(db), 'unreachable');
    expect(await whyNotWritable(db)).toBe('unreachable');
    await server.start();
    expect(await whyNotWritable(db)).toBeUndefined();
    expect(await texts(db)).toEqual(['saved']);
    await sql`alter database postgres set default_transaction_read_only = on`.execute(db);
    const standby = await open({ file: server.url });
    expect(await whyNotWritable(standby)).toBe('not_writable');
    await expectRefusal(add(standby, 'more'), 'not_writable');
    expect(await texts(standby)).toEqual(['saved']);
  } finally {
    await Promise.all(opened.splice(0).map((each) => each.destroy()));
    await server.stop();
  }
});
