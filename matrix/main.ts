/**
 * `npm run matrix`: small service providers of other libraries, each checked by `samlab check`; writes docs/library-matrix.md.
 * Names of libraries as arguments check only these, and print instead of writing; so does a library that had to be skipped.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installLocked } from '../scripts/install-locked.ts';
import { check, identityProvider } from './check.ts';
import { missingPackages } from './debian.ts';
import { settingsOf } from './languages.ts';
import { type Library, libraries, versionsOf } from './libraries.ts';
import { type Column, matrixOf } from './markdown.ts';
import { selfSigned } from './self-signed.ts';
import { type Settings, startServiceProvider } from './service-provider.ts';

const names = process.argv.slice(2);
const wanted = libraries.filter(({ name }) => names.length === 0 || names.includes(name));
const missing = wanted.some(({ debian }) => debian === undefined)
  ? installLocked(import.meta.dirname, 'the libraries to check')
  : undefined;
if (missing === undefined) await matrix();
else {
  console.error(missing);
  process.exitCode = 1;
}

async function matrix(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'samlab-matrix-'));
  try {
    const idp = await identityProvider(join(folder, 'keys'));
    const columns: Column[] = [];
    let complete = names.length === 0;
    for (const library of wanted) {
      const skipped = missingPackages(library);
      if (skipped !== undefined) {
        complete = false;
        console.error(skipped);
        continue;
      }
      console.error(`${library.name} ...`);
      columns.push(await columnOf(library, { idp, key: await selfSigned() }, folder));
    }
    const text = matrixOf(columns, { node: process.version });
    if (!complete) console.log(text);
    else writeFileSync(new URL('../docs/library-matrix.md', import.meta.url), text);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function columnOf(library: Library, settings: Settings, folder: string): Promise<Column> {
  const serviceProvider = await startServiceProvider(library, settings);
  try {
    const report = await check(serviceProvider.addresses, folder, library.name);
    const broken = report.partial ?? serviceProvider.ended();
    if (broken !== undefined)
      throw new Error(`${library.name} was not checked to the end: ${broken}`);
    return {
      library,
      versions: versionsOf(library),
      settings: settingsOf(library),
      report,
      restarts: serviceProvider.restarts(),
    };
  } finally {
    await serviceProvider.stop();
  }
}
