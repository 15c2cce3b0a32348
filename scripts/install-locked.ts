import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { basename, join } from 'node:path';

const FIVE_MINUTES = 300_000; // ms

/**
 * Installs what a folder has in a lock file of its own, when that has not been done or the lock file is newer: packages that one command
 * needs and the project does not depend on.
 *
 * @param folder of the lock file, below the root of the project.
 * @param what for people, as in "the libraries to check".
 * @returns what to do, in one sentence, when npm cannot install it.
 */
export function installLocked(folder: string, what: string): string | undefined {
  const modified = (file: string) =>
    statSync(join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (modified('node_modules/.package-lock.json') >= modified('package-lock.json'))
    return undefined;
  console.error(`Installing ${what} (once) ...`);
  try {
    execFileSync('npm', ['ci', '--prefix', folder, '--no-audit', '--no-fund', '--loglevel=error'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: FIVE_MINUTES,
      shell: process.platform === 'win32', // npm is a .cmd there
    });
    return undefined;
  } catch {
    return `npm could not install ${what}: run "npm ci --prefix ${basename(folder)}" where the npm registry can be reached, then try again.`;
  }
}
