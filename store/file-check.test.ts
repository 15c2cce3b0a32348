import {
  closeSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isLarge } from './file-check.ts';
import { FullCheck } from './full-check.ts';
import { openStore } from './open-store.ts';

interface Tables {
  note: { text: string };
}
const migrations = {
  '0001-note': {
    up: (db: Kysely<unknown>) => db.schema.createTable('note').addColumn('text', 'text').execute(),
  },
};
const open = () => openStore<Tables>({ file, name: 'test', migrations, existing: true });

let folder: string;
let file: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'samlab-file-check-'));
  file = join(folder, 'notes.db');
  const db = await openStore<Tables>({ file, name: 'test', migrations });
  for (let n = 0; n < 60; n++)
    await db
      .insertInto('note')
      .values({ text: 'x'.repeat(100_000) })
      .execute();
  await db.destroy();
  expect(isLarge(file)).toBe(true);
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a large file that was cut in two is refused at the start', async () => {
  await (await open()).destroy(); // the control
  truncateSync(file, Math.floor(statSync(file).size / 2));
  await expect(open()).rejects.toMatchObject({ name: 'StoreError', code: 'damaged' });
});

test('a large file with a damaged page in the middle is found after the start', async () => {
  const check = new FullCheck(file, 0);
  expect(await check.result).toBeUndefined(); // the control
  await check.stop();
  const descriptor = openSync(file, 'r+');
  const middle = Math.floor(statSync(file).size / 8192) * 4096;
  writeSync(descriptor, Buffer.alloc(4096, 0xff), 0, 4096, middle);
  closeSync(descriptor);
  const db = await open();
  const second = new FullCheck(file, 0);
  expect(await second.result).toMatch(/./);
  await second.stop();
  await db.destroy();
});

test('a check that is stopped reports nothing', async () => {
  const check = new FullCheck(file, 60_000);
  await check.stop();
  expect(await check.result).toBeUndefined();
});

test('a database of an older version gets the setting to give space back; `durable` waits for the disk', async () => {
  const old = join(folder, 'old.db');
  const plain = new DatabaseSync(old);
  plain.exec('CREATE TABLE other (id TEXT)');
  plain.close();
  const pragma = async (name: string, durable: boolean) => {
    const db = await openStore<Tables>({ file: old, name: 'test', migrations, durable });
    const { rows } = await db.executeQuery<Record<string, number>>({
      ...db.selectFrom('note').selectAll().compile(),
      sql: `pragma ${name}`,
    });
    await db.destroy();
    return rows[0]?.[name];
  };
  expect(await pragma('auto_vacuum', false)).toBe(2);
  expect(await pragma('synchronous', false)).toBe(1);
  expect(await pragma('synchronous', true)).toBe(2);
});
