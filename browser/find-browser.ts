import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { findProgram, isProgram } from './find-program.ts';

/** A path in one of these environment variables comes first; a path without a program is an error. */
const VARIABLES = ['PLAYWRIGHT_CHROMIUM_EXECUTABLE', 'CHROME_PATH'];

const NAMES = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser'];

/**
 * The path of the Chromium to run scenarios in: from the environment, else Playwright's, else an installed Chrome or Chromium; undefined if
 * there is none. Each must print its version: a download without its libraries, or Ubuntu's placeholder that only points to the snap store,
 * cannot run.
 *
 * @throws {Error} when the environment names a file that is not a program
 */
export function findBrowser(env: NodeJS.ProcessEnv = process.env): string | undefined {
  for (const variable of VARIABLES) {
    const named = env[variable];
    if (!named) continue;
    if (!isProgram(named)) throw new Error(`${variable} names ${named}, which is not a program.`);
    return named;
  }
  const known = [playwrights(), ...NAMES.map((name) => findProgram(name, env.PATH))];
  return [...known, ...installed(env)].find((path) => path !== undefined && starts(path));
}

/** That of Playwright; undefined where the package is not installed, as for users of `samlab browser` with their own Chrome. */
function playwrights(): string | undefined {
  try {
    const { chromium } = createRequire(import.meta.url)(
      'playwright',
    ) as typeof import('playwright');
    return chromium.executablePath();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

/** Where Chrome's installers put it. */
function installed(env: NodeJS.ProcessEnv): string[] {
  if (process.platform === 'darwin') {
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    return apps.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`);
  }
  if (process.platform === 'win32') {
    const folders = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA];
    return folders.flatMap((folder) =>
      folder ? [join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')] : [],
    );
  }
  return ['/opt/google/chrome/chrome', '/snap/bin/chromium', '/usr/lib/chromium/chromium'];
}

function starts(path: string): boolean {
  if (!isProgram(path)) return false;
  if (process.platform === 'win32') return true; // `--version` opens a window there
  const { status, stdout } = spawnSync(path, ['--version'], { timeout: 20_000, encoding: 'utf8' });
  return status === 0 && /chrom|edge/i.test(stdout);
}
