import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const FIVE_MINUTES = 300_000; // ms

/**
 * Installs the libraries from the lock file of this folder, when that has not been done or the lock file is newer. They are no
 * dependency of the project: nobody but the matrix needs them.
 *
 * @returns what to do, in one sentence, when npm cannot install them.
 */
export function installLibraries(): string | undefined {
  if (modified('node_modules/.package-lock.json') >= modified('package-lock.json'))
    return undefined;
  console.error('Installing the libraries to check (once) ...');
  try {
    execFileSync('npm', ['ci', '--prefix', folder, '--no-audit', '--no-fund', '--loglevel=error'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: FIVE_MINUTES,
      shell: process.platform === 'win32', // npm is a .cmd there
    });
    return undefined;
  } catch {
    return 'The libraries could not be installed: run "npm ci --prefix matrix" where the npm registry can be reached, then try again.';
  }
}

/** When a file of this folder was last written, in ms; 0 for one that is not there. */
const modified = (file: string) => statSync(folder + file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
