import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Housekeeping, keepNewest, removeOlder, returnSpace } from './housekeeping.ts';
import { inChunks } from './in-chunks.ts';
import { openStore } from './open-store.ts';

interface Tables {
  note: { id: number; at: string; text: string };
}
const migrations = {
  '0001-note': {
    up: async (db: Kysely<unknown>) => {
      await db.schema
        .createTable('note')
        .addColumn('id', 'integer', (c) => c.notNull())
        .addColumn('at', 'text', (c) => c.notNull())
        .addColumn('text', 'text', (c) => c.notNull())
        .execute();
      await db.schema.createIndex('noteByDate').on('note').column('at').execute();
    },
  },
};

let folder: string;
let db: Kysely<Tables>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'samlab-housekeeping-'));
  db = await openStore<Tables>({ file: join(folder, 'notes.db'), name: 'test', migrations });
});
afterEach(async () => {
  await db.destroy();
  rmSync(folder, { recursive: true });
});

const begin = Date.parse('2026-03-01T00:00:00.000Z');
const at = (n: number) => new Date(begin + n).toISOString();
const notes = { table: 'note', column: 'at' };
const now = new Date(begin + 10_000);

async function write(count: number, instant = at): Promise<void> {
  const rows = Array.from({ length: count }, (_, id) => ({
    id,
    at: instant(id),
    text: 'x'.repeat(500),
  }));
  for (const some of inChunks(rows)) await db.insertInto('note').values(some).execute();
}
const ids = async () =>
  (await db.selectFrom('note').select('id').orderBy('id').execute()).map(({ id }) => id);
async function keepHouse(...chores: ConstructorParameters<typeof Housekeeping>[0]): Promise<void> {
  const onError = (error: unknown) => {
    throw error;
  };
  const housekeeping = new Housekeeping(chores, { clock: () => now, onError });
  await housekeeping.run();
  await housekeeping.stop();
}

test('removes what is older than an instant, in many slices, and nothing else', async () => {
  await write(3000);
  let turns = 0;
  let done = false;
  const count = () => {
    turns++;
    if (!done) setImmediate(count);
  };
  setImmediate(count);
  await keepHouse(removeOlder(db, notes, () => new Date(begin + 2990)));
  done = true;
  expect(await ids()).toEqual([2990, 2991, 2992, 2993, 2994, 2995, 2996, 2997, 2998, 2999]);
  expect(turns).toBeGreaterThan(2);
});

test('keeps the newest rows, also when all are of one instant', async () => {
  await write(1000);
  await keepHouse(keepNewest(db, notes, 3));
  expect(await ids()).toEqual([997, 998, 999]);
  await db.deleteFrom('note').execute();
  await write(1000, () => at(0));
  await keepHouse(keepNewest(db, notes, 3));
  expect(await ids()).toEqual([997, 998, 999]);
  await keepHouse(keepNewest(db, notes, 3));
  expect(await ids()).toHaveLength(3);
});

test('with an instant, rows that are not older are neither counted nor removed', async () => {
  await write(1000);
  await keepHouse(keepNewest(db, notes, 3, () => new Date(begin + 10)));
  expect(await ids()).toEqual(Array.from({ length: 993 }, (_, n) => n + 7));
});

test('gives space back to the file system', async () => {
  await write(20_000);
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
  const full = statSync(join(folder, 'notes.db')).size;
  expect(full).toBeGreaterThan(10_000_000);
  await keepHouse(keepNewest(db, notes, 10), returnSpace(db));
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
  expect(statSync(join(folder, 'notes.db')).size).toBeLessThan(full / 5);
  expect(await ids()).toHaveLength(10);
});

test('a chore that fails is reported, and the others run', async () => {
  await write(10);
  const errors: unknown[] = [];
  const fault = new Error('No.');
  const fails = () => Promise.reject(fault);
  const housekeeping = new Housekeeping([fails, keepNewest(db, notes, 3)], {
    clock: () => now,
    onError: (error) => errors.push(error),
  });
  await housekeeping.run();
  expect(errors).toEqual([fault]);
  expect(await ids()).toEqual([7, 8, 9]);
  await housekeeping.stop();
});
