/**
 * `npm run bench`, or `npm run bench -- memory pauses` for single lines: our figures beside our peers', in one run. Prints a table and writes results/latest.json. The ratios matter: absolute
 * figures depend on the machine and the moment.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installLocked } from '../scripts/install-locked.ts';
import { machineFacts } from './machine.ts';
import type { Row } from './row.ts';
import { acceptance } from './rows/acceptance.ts';
import { armedResponse } from './rows/armed-response.ts';
import { buildAndSign } from './rows/build-and-sign.ts';
import { catalogue } from './rows/catalogue.ts';
import { coldStart } from './rows/cold-start.ts';
import { httpSignIn } from './rows/http-sign-in.ts';
import { largeTenant } from './rows/large-tenant.ts';
import { manySignIns } from './rows/many-sign-ins.ts';
import { memory } from './rows/memory.ts';
import { passwordSignIn, postgresSignIn } from './rows/password-sign-in.ts';
import { pauses } from './rows/pauses.ts';
import { provisioning } from './rows/provisioning.ts';
import { signAndEncrypt } from './rows/sign-and-encrypt.ts';
import { startLabs, tenants } from './rows/start-lab.ts';
import { type KeyMaterial, makeKeyMaterial } from './subject.ts';
import { tableOf } from './table.ts';

async function bench(): Promise<void> {
  const machine = machineFacts();
  const startedAt = new Date().toISOString();
  console.error(
    `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}; about three minutes for all ...`,
  );
  const folder = mkdtempSync(join(tmpdir(), 'samlab-bench-'));
  try {
    const rows = await measure(process.argv.slice(2), folder);
    console.log(tableOf(rows));
    const results = new URL('results/', import.meta.url);
    mkdirSync(results, { recursive: true });
    const record = JSON.stringify({ startedAt, machine, rows }, null, 2);
    writeFileSync(new URL('latest.json', results), `${record}\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Each line of the budget by its name on the command line. */
const measurements: Record<string, (key: KeyMaterial, folder: string) => Promise<Row | Row[]>> = {
  'build-and-sign': buildAndSign,
  'sign-and-encrypt': signAndEncrypt,
  'http-sign-in': httpSignIn,
  acceptance,
  'password-sign-in': passwordSignIn,
  'postgres-sign-in': (_, folder) => postgresSignIn(folder),
  'cold-start': coldStart,
  'start-lab': startLabs,
  tenants,
  'armed-response': armedResponse,
  'large-tenant': (_, folder) => largeTenant(folder),
  pauses: (_, folder) => pauses(folder),
  memory,
  'many-sign-ins': (_, folder) => manySignIns(folder),
  provisioning: (_, folder) => provisioning(folder),
  catalogue: (_, folder) => catalogue(folder),
};

/**
 * @param names of measurements; all without any
 * @param folder for databases; the caller removes it
 * @throws {RangeError} when there is no such measurement
 */
async function measure(names: readonly string[], folder: string): Promise<Row[]> {
  const key = await makeKeyMaterial();
  const rows: Row[] = [];
  for (const name of names.length > 0 ? names : Object.keys(measurements)) {
    const work = measurements[name];
    if (!work)
      throw new RangeError(
        `There is no measurement "${name}". There are ${Object.keys(measurements).join(', ')}.`,
      );
    rows.push(...[await work(key, folder)].flat());
  }
  return rows;
}

const missing = installLocked(import.meta.dirname, 'the libraries to compare with');
if (missing === undefined) await bench();
else {
  console.error(missing);
  process.exitCode = 1;
}
