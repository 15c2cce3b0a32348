import { readFileSync } from 'node:fs';
import type { Migration } from 'kysely/migration';
import { expect, test } from 'vitest';
import { emptyDatabaseOf } from '../store/empty-database.ts';
import { openStore } from '../store/open-store.ts';

const dist = new URL('../dist/', import.meta.url).href;

test.each([
  ['idp', 'idp/directory/migrations.js'],
  ['sp', 'sp/database/migrations.js'],
])('the build has the tables of %s as the migrations make them', async (name, file) => {
  const { migrations }: { migrations: Record<string, Migration> } = await import(dist + file);
  // The sources have no empty databases of a build: the migrations run.
  const store = await openStore({ file: ':memory:', name, migrations });
  await store.destroy();
  const made = emptyDatabaseOf({ name, migrations });
  expect(made?.schema.length).toBeGreaterThan(10);
  for (const folder of ['bundle', 'store']) {
    const built = new URL(`${folder}/empty-databases/${name}.json`, dist);
    expect(JSON.parse(readFileSync(built, 'utf8'))).toEqual(made);
  }
});
