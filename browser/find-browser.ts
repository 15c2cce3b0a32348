import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { findProgram, isProgram } from './find-program.ts';

/** A path in one of these environment variables comes first; a path without a program is an error. */
const VARIABLES = ['PLAYWRIGHT_CHROMIUM_EXECUTABLE', 'CHROME_PATH'];

const NAMES = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser'];

/** Chromium for programs alone: it can show no window, and pages take it half the time. The name of Debian's package and program. */
export const HEADLESS_SHELL = 'chromium-headless-shell';

/**
 * The path of a Chromium: from the environment, else Playwright's, else an installed Chrome or Chromium; undefined if there is none. Each must
 * print its version: a download without its libraries, or Ubuntu's placeholder that only points to the snap store, cannot run.
 *
 * @throws {Error} when the environment names a file that is not a program
 */
export function findBrowser(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = namedBrowser(env);
  if (named !== undefined) return named;
  const known = [playwrights(), ...NAMES.map((name) => findProgram(name, env.PATH))];
  return [...known, ...installed(env)].find((path) => path !== undefined && starts(path));
}

/**
 * The same for pages that nobody looks at: a headless shell comes before a browser, unless the environment names one.
 *
 * @throws {Error} as `findBrowser`
 */
export function findHeadlessBrowser(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return namedBrowser(env) ?? findHeadlessShell(env) ?? findBrowser(env);
}

/** The path of a headless shell, Playwright's or Debian's. */
export function findHeadlessShell(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const known = [shellBeside(playwrights()), findProgram(HEADLESS_SHELL, env.PATH)];
  return known.find((path) => path !== undefined && starts(path));
}

/**
 * The path that the environment names.
 *
 * @throws {Error} as `findBrowser`
 */
export function namedBrowser(env: NodeJS.ProcessEnv = process.env): string | undefined {
  for (const variable of VARIABLES) {
    const named = env[variable];
    if (!named) continue;
    if (!isProgram(named)) throw new Error(`${variable} names ${named}, which is not a program.`);
    return named;
  }
  return undefined;
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

/**
 * Playwright keeps its shell in the folder beside that of its Chromium: `chromium_headless_shell-1255/chrome-headless-shell-linux64/chrome-headless-shell`
 * beside `chromium-1255/chrome-linux64/chrome`.
 */
function shellBeside(chromium = ''): string | undefined {
  const folders = /^(.*)chromium-(\d+)[\\/]chrome-([\w-]+)[\\/]/.exec(chromium);
  if (!folders) return undefined;
  const [, parent = '', revision, platform] = folders;
  const program = `chrome-headless-shell${process.platform === 'win32' ? '.exe' : ''}`;
  return join(
    parent,
    `chromium_headless_shell-${revision}`,
    `chrome-headless-shell-${platform}`,
    program,
  );
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
