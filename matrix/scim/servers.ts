import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A SCIM server of another author, started as a process to itself. */
export interface ScimServer {
  readonly name: string;
  readonly version: string;
  readonly setUp: string;
  /** Options of `samlab check` that say what it has. */
  readonly options: readonly string[];
  /** Cases that it is known to fail, from its own documentation, source or issues: a check that passes them is broken. */
  readonly mustFail: readonly string[];
}

export const servers: readonly ScimServer[] = [
  {
    name: 'better-auth',
    version: '@better-auth/scim 1.7.5',
    setUp:
      'one connection with one bearer token, over SQLite in memory, as its documentation has it',
    options: [
      '--custom-urn',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department',
    ],
    mustFail: ['CRE-13', 'CRE-17', 'GRP-63', 'MAT-32'],
  },
  {
    name: 'scimmy-routers',
    version: 'scimmy-routers 1.3.2 with scimmy 1.3.5',
    setUp: 'its README, with resources in memory, unique names and one custom extension',
    options: [],
    mustFail: [
      'CRE-14',
      'CRE-15',
      'LIF-55',
      'LIF-57',
      'LIF-58',
      'UPD-35',
      'UPD-39',
      'MGR-49',
      'MGR-50',
      'MGR-51',
      'MAT-25',
      'MAT-26',
      'GRP-66',
      'PAG-78',
    ],
  },
];

/** Whether the servers can be started: their packages are installed when they are first needed. */
export const hasPackages = (): boolean =>
  existsSync(new URL('node_modules/.package-lock.json', import.meta.url));

export interface RunningServer extends AsyncDisposable {
  readonly url: string;
  readonly token: string;
}

const START = 30_000; // ms

/** Starts a server of the matrix. @throws {Error} when it does not say where it answers, with what it said */
export async function start({ name }: ScimServer): Promise<RunningServer> {
  const child = spawn(process.execPath, [fileURLToPath(new URL(`${name}.js`, import.meta.url))], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk;
  });
  const { promise, resolve, reject } = Promise.withResolvers<{ url: string; token: string }>();
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk;
    if (text.includes('\n')) resolve(JSON.parse(text.slice(0, text.indexOf('\n'))));
  });
  child.once('exit', (code) => reject(new Error(`${name} ended with ${code}: ${errors}`)));
  const timer = setTimeout(() => reject(new Error(`${name} does not start: ${errors}`)), START);
  try {
    return {
      ...(await promise),
      [Symbol.asyncDispose]: async () => {
        child.stdin.end();
        child.kill();
      },
    };
  } finally {
    clearTimeout(timer);
  }
}
