/**
 * `npm run matrix:scim`: checks SCIM servers of other authors with `samlab check --scim`, and writes docs/scim-matrix.md. With `--check` it compares instead
 * of writing. It fails when a server passes what it is known to fail, or when a finding is not confirmed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { installLocked } from '../../scripts/install-locked.ts';
import { checkServer } from './check-server.ts';
import { type Checked, faultsOf, scimMatrix } from './page.ts';
import { servers } from './servers.ts';

const page = new URL('../../docs/scim-matrix.md', import.meta.url);
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

const missing = installLocked(import.meta.dirname, 'the SCIM servers to check');
if (missing === undefined) await matrix();
else {
  console.error(missing);
  process.exitCode = 1;
}

async function matrix(): Promise<void> {
  const all: Checked[] = [];
  for (const server of servers) {
    console.error(`${server.name} ...`);
    all.push({ server, report: await checkServer(server) });
  }
  const faults = all.flatMap(faultsOf);
  const text = scimMatrix(all);
  for (const fault of faults) console.error(fault);
  if (faults.length === 0 && !values.check) writeFileSync(page, text);
  const isStale = values.check && readFileSync(page, 'utf8') !== text;
  if (isStale) console.error('docs/scim-matrix.md is not current: run "npm run matrix:scim".');
  if (faults.length > 0 || isStale) process.exitCode = 1;
}
