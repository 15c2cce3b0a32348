/**
 * `npm run matrix:evidence`: compares what docs/library-matrix-evidence.md says with the source of the libraries and with their service
 * providers, then writes the page. Names of libraries as arguments compare only these. `--sources FOLDER` names the folder of the Debian source
 * packages.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installLocked } from '../../scripts/install-locked.ts';
import { identityProvider } from '../check.ts';
import { missingPackages } from '../debian.ts';
import { libraries } from '../libraries.ts';
import { selfSigned } from '../self-signed.ts';
import { startServiceProvider } from '../service-provider.ts';
import type { Confirmation } from './evidence.ts';
import { confirmations } from './index.ts';
import { evidencePage } from './markdown.ts';
import { playFaults } from './play.ts';
import { folderOf, sourceFaults } from './read-source.ts';

const { positionals: names, values } = parseArgs({
  allowPositionals: true,
  options: { sources: { type: 'string' } },
});
const wanted = confirmations.filter(({ library }) => names.length === 0 || names.includes(library));
const missing = installLocked(join(import.meta.dirname, '..'), 'the libraries to check');
const folder = mkdtempSync(join(tmpdir(), 'samlab-evidence-'));
try {
  const faults = missing === undefined ? await compareAll() : [missing];
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
  else
    writeFileSync(
      new URL('../../docs/library-matrix-evidence.md', import.meta.url),
      evidencePage(confirmations),
    );
} finally {
  rmSync(folder, { recursive: true });
}

async function compareAll(): Promise<string[]> {
  const keys = join(folder, 'keys');
  mkdirSync(keys);
  const settings = { idp: await identityProvider(keys), key: await selfSigned() };
  const faults: string[] = [];
  for (const confirmation of wanted) {
    console.error(`${confirmation.library} ...`);
    const root = folderOf(confirmation.root, values.sources);
    if (root === undefined) console.error('  Its source is not compared: add --sources.');
    else faults.push(...sourceFaults(confirmation, root));
    faults.push(...(await played(confirmation, settings)));
  }
  return faults;
}

async function played(
  confirmation: Confirmation,
  settings: Parameters<typeof startServiceProvider>[1],
): Promise<string[]> {
  const library = libraries.find(({ name }) => name === confirmation.library);
  if (!library) return [`There is no library ${confirmation.library} in matrix/libraries.ts.`];
  const absent = missingPackages(library);
  if (absent !== undefined) return [absent];
  const serviceProvider = await startServiceProvider(library, settings);
  try {
    return await playFaults(confirmation, serviceProvider, folder);
  } finally {
    await serviceProvider.stop();
  }
}
