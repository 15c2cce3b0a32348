import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');
const FIVE_MINUTES = 300_000; // ms

/**
 * Installs the packages of a folder with a separate lock file, unless they are installed and up to date: packages that only one command needs.
 *
 * @param folder of the lock file, below the root of the project
 * @param what describes the packages, as in "the libraries to check"
 * @returns what to do, in one sentence, when npm cannot install them
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
    return `npm could not install ${what}: run "npm ci --prefix ${relative(root, folder)}" where the npm registry can be reached, then try again.`;
  }
}
