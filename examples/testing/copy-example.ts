import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const minutes = 60_000; // ms

export interface ExampleCopy {
  readonly folder: string;
  /** Runs a program of a package in `node_modules` there. */
  run(program: string, args: readonly string[], env?: Record<string, string>): Promise<Ended>;
  remove(): void;
}

export interface Ended {
  readonly code: number;
  /** Standard output and standard error together. */
  readonly output: string;
}

/** The packages that a package.json names. */
export function dependenciesOf(folder: string): Record<string, string> {
  const text = readFileSync(join(folder, 'package.json'), 'utf8');
  const { dependencies, devDependencies } = JSON.parse(text) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string> | undefined
  >;
  return { ...dependencies, ...devDependencies };
}

/**
 * Copies an example and links the packages that its package.json names, and no others, from the repository; samlab is the repository as it
 * was built. So what it imports is found as it is in the project of a user.
 */
export function copyExample(name: string): ExampleCopy {
  const folder = mkdtempSync(join(tmpdir(), `samlab-${name}-`));
  cpSync(join(root, 'examples', name), folder, { recursive: true });
  for (const each of Object.keys(dependenciesOf(folder))) {
    const link = join(folder, 'node_modules', each);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(each === 'samlab' ? root : join(root, 'node_modules', each), link);
  }
  return {
    folder,
    run: (program, args, env = {}) =>
      runNode([join(folder, 'node_modules', program), ...args], folder, env),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Without the variables of the test runner that runs this. */
function runNode(
  args: readonly string[],
  cwd: string,
  more: Record<string, string>,
): Promise<Ended> {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(?:npm_|VITEST|TEST$|NODE_ENV$|NODE_OPTIONS$|PROD$|DEV$|MODE$)/.test(name),
  );
  const env = { ...Object.fromEntries(own), NO_COLOR: '1', ...more };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      args,
      { cwd, env, timeout: 3 * minutes, maxBuffer: 2 ** 24 },
      (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code ?? 1) : 0, output: `${stdout}${stderr}` }),
    );
  });
}
