/**
 * `npm run matrix`: small service providers of other libraries, each checked by `samlab check`; writes docs/library-matrix.md.
 * Names of libraries as arguments check only these, and print instead of writing; so does a library that had to be skipped, or was not checked
 * to the end. `--keep FOLDER` keeps each result, and a later run with the same folder checks only what is missing there.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installLocked } from '../scripts/install-locked.ts';
import { check, identityProvider } from './check.ts';
import { missingPackages } from './debian.ts';
import { settingsOf } from './languages.ts';
import { type Library, libraries, versionsOf } from './libraries.ts';
import { type Column, matrixOf } from './markdown.ts';
import { selfSigned } from './self-signed.ts';
import { type Settings, startServiceProvider } from './service-provider.ts';

const { positionals: names, values } = parseArgs({
  allowPositionals: true,
  options: { keep: { type: 'string' } },
});
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
      try {
        const settings = { idp, key: await selfSigned() };
        const result = await kept(library.name, () => checked(library, settings, folder));
        columns.push({
          library,
          versions: versionsOf(library),
          settings: settingsOf(library),
          ...result,
        });
      } catch (error) {
        complete = false;
        process.exitCode = 1;
        console.error((error as Error).message);
      }
    }
    const text = matrixOf(columns, { node: process.version });
    if (!complete) console.log(text);
    else writeFileSync(new URL('../docs/library-matrix.md', import.meta.url), text);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Result = Pick<Column, 'report' | 'restarts'>;

/** The result of an earlier run in the folder of --keep, or else that of `work`, which is kept there. */
async function kept(name: string, work: () => Promise<Result>): Promise<Result> {
  if (values.keep === undefined) return work();
  const file = join(values.keep, `${name}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Result;
  const result = await work();
  mkdirSync(values.keep, { recursive: true });
  writeFileSync(file, JSON.stringify(result));
  return result;
}

/** @throws {Error} when it cannot be checked to the end */
async function checked(library: Library, settings: Settings, folder: string): Promise<Result> {
  const serviceProvider = await startServiceProvider(library, settings);
  try {
    const report = await check(serviceProvider.addresses, folder, library.name);
    const broken = report.partial ?? serviceProvider.ended();
    if (broken !== undefined)
      throw new Error(`${library.name} was not checked to the end: ${broken}`);
    return { report, restarts: serviceProvider.restarts() };
  } finally {
    await serviceProvider.stop();
  }
}
