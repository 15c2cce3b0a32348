import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Checkpoints } from './checkpoints.ts';
import { openStore } from './open-store.ts';

interface Tables {
  note: { text: string };
}
const migrations = {
  '0001-note': {
    up: (db: Kysely<unknown>) => db.schema.createTable('note').addColumn('text', 'text').execute(),
  },
};

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samlab-checkpoints-'));
  file = join(folder, 'notes.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** How many notes the file has without its write-ahead log. */
function notesInFile(): number {
  const copy = join(folder, 'copy.db');
  copyFileSync(file, copy);
  const database = new DatabaseSync(copy);
  try {
    const isThere = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'note'").get();
    return isThere ? Number(database.prepare('SELECT count(*) AS n FROM note').get()?.n) : 0;
  } finally {
    database.close();
  }
}

test('what is written reaches the database file while the database is open', async () => {
  const db = await openStore<Tables>({ file, name: 'test', migrations });
  try {
    await db.insertInto('note').values({ text: 'few writes stay in the log' }).execute();
    expect(notesInFile()).toBe(0);
    for (let n = 0; n < 300; n++) await db.insertInto('note').values({ text: 'a note' }).execute();
    await vi.waitFor(() => expect(notesInFile()).toBeGreaterThan(250), { timeout: 10_000 });
    await db.insertInto('note').values({ text: 'after the checkpoint' }).execute();
  } finally {
    await db.destroy();
  }
  expect(notesInFile()).toBe(302);
});

test('a database that was removed is not created again, and the next one is served', async () => {
  const removed = new Checkpoints(join(folder, 'removed.db'));
  for (let n = 0; n < 300; n++) removed.note();
  const db = await openStore<Tables>({ file, name: 'test', migrations });
  try {
    for (let n = 0; n < 300; n++) await db.insertInto('note').values({ text: 'a note' }).execute();
    await vi.waitFor(() => expect(notesInFile()).toBeGreaterThan(250), { timeout: 10_000 });
  } finally {
    await db.destroy();
  }
  expect(existsSync(join(folder, 'removed.db'))).toBe(false); // the thread works in order
});
