/**
 * `npm run bench`: our figures beside our peers', in one run. Prints a table and writes results/latest.json. The ratios matter: absolute
 * figures depend on the machine and the moment.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installLocked } from '../scripts/install-locked.ts';
import { machineFacts } from './machine.ts';
import type { Row } from './row.ts';
import { acceptance } from './rows/acceptance.ts';
import { buildAndSign } from './rows/build-and-sign.ts';
import { catalogue } from './rows/catalogue.ts';
import { coldStart } from './rows/cold-start.ts';
import { httpSignIn } from './rows/http-sign-in.ts';
import { largeTenant } from './rows/large-tenant.ts';
import { memory } from './rows/memory.ts';
import { makeKeyMaterial } from './subject.ts';
import { tableOf } from './table.ts';

const missing = installLocked(import.meta.dirname, 'the libraries to compare with');
if (missing === undefined) await bench();
else {
  console.error(missing);
  process.exitCode = 1;
}

async function bench(): Promise<void> {
  const machine = machineFacts();
  const startedAt = new Date().toISOString();
  console.error(
    `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}; about two minutes ...`,
  );
  const folder = mkdtempSync(join(tmpdir(), 'samlab-bench-'));
  try {
    const rows = await measure(folder);
    console.log(tableOf(rows));
    const results = new URL('results/', import.meta.url);
    mkdirSync(results, { recursive: true });
    const record = JSON.stringify({ startedAt, machine, rows }, null, 2);
    writeFileSync(new URL('latest.json', results), `${record}\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param folder for databases; the caller removes it. */
async function measure(folder: string): Promise<Row[]> {
  const key = await makeKeyMaterial();
  return [
    await buildAndSign(key),
    await httpSignIn(key, folder),
    await acceptance(key, folder),
    await coldStart(key, folder),
    await largeTenant(folder),
    ...[await memory()].filter((row) => row !== undefined),
    await catalogue(folder),
  ];
}
