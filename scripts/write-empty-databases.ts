/**
 * `node scripts/write-empty-databases.ts`, a step of the build: makes both databases by their migrations and writes what they are then beside the
 * code, so that a new lab makes its tables at once (`store/empty-database.ts`).
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { Migration } from 'kysely/migration';
import type * as EmptyDatabase from '../store/empty-database.ts';
import type * as OpenStore from '../store/open-store.ts';

const compiled = <Module>(file: string): Promise<Module> =>
  import(new URL(`../dist/${file}`, import.meta.url).href);

const folders = ['bundle', 'store'].map(
  (folder) => new URL(`../dist/${folder}/empty-databases/`, import.meta.url),
);
// What an earlier build wrote would be taken for what the migrations make.
for (const folder of folders) rmSync(folder, { recursive: true, force: true });

const { openStore } = await compiled<typeof OpenStore>('store/open-store.js');
const { emptyDatabaseOf } = await compiled<typeof EmptyDatabase>('store/empty-database.js');
const databases = { idp: 'idp/directory/migrations.js', sp: 'sp/database/migrations.js' };
for (const [name, file] of Object.entries(databases)) {
  const { migrations } = await compiled<{ migrations: Record<string, Migration> }>(file);
  const store = await openStore({ file: ':memory:', name, migrations });
  await store.destroy();
  const empty = emptyDatabaseOf({ name, migrations });
  if (!empty) throw new Error(`A migration of ${name} writes rows into an empty database.`);
  for (const folder of folders) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(new URL(`${name}.json`, folder), JSON.stringify(empty));
  }
}
