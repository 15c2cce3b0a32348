import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Kysely, sql } from 'kysely';
import { expect, test } from 'vitest';
import { whyNotWritable } from './can-write.ts';
import { openStore } from './open-store.ts';

interface Tables {
  note: { text: string };
}
const migrations = {
  '0001-note': {
    up: (db: Kysely<unknown>) => db.schema.createTable('note').addColumn('text', 'text').execute(),
  },
};

test('a full disk is reported as such; the transaction is undone, and later writes work', async () => {
  const db = await openStore<Tables>({ file: ':memory:', name: 'test', migrations });
  const text = 'x'.repeat(100_000);
  const write = () => db.insertInto('note').values({ text }).execute();
  await write();
  await sql`PRAGMA max_page_count = 40`.execute(db);
  const both = db.transaction().execute(async (tx) => {
    await tx.insertInto('note').values({ text: 'short' }).execute();
    await tx.insertInto('note').values({ text }).execute();
  });
  await expect(both).rejects.toMatchObject({
    name: 'StoreError',
    code: 'disk_full',
    statusCode: 503,
    message: expect.stringMatching(/^The disk is full/),
  });
  const count = async () =>
    (
      await db
        .selectFrom('note')
        .select((e) => e.fn.countAll().as('n'))
        .executeTakeFirst()
    )?.n;
  expect(await count()).toBe(1);
  await sql`PRAGMA max_page_count = 4000`.execute(db);
  await write();
  expect(await count()).toBe(2);
  expect(await whyNotWritable(db)).toBeUndefined();
  await db.destroy();
});

test.runIf(process.platform === 'linux')(
  'the health of a store says that the file cannot grow',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'samlab-full-'));
    const script = `
    import { openStore } from '${join(import.meta.dirname, 'open-store.ts')}';
    import { whyNotWritable } from '${join(import.meta.dirname, 'can-write.ts')}';
    const db = await openStore({ file: process.argv[1], name: 'test', migrations: {} });
    const before = await whyNotWritable(db);
    const { execFileSync } = await import('node:child_process');
    execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=100']);
    console.log(JSON.stringify([before ?? 'fine', await whyNotWritable(db)]));`;
    const node = promisify(execFile)(process.execPath, [
      '--input-type=module-typescript',
      '--eval',
      script,
      join(folder, 'test.db'),
    ]);
    // The limit of the operating system acts as a full disk; SQLite reports it as an error of the disk.
    expect(JSON.parse((await node).stdout)).toEqual(['fine', 'not_writable']);
    rmSync(folder, { recursive: true });
  },
);
