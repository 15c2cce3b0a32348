import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A browser with a separate profile. */
export interface PrivateBrowser {
  /** Resolves once the user has closed it, or it has ended; with what it said when it failed. */
  readonly ended: Promise<{ readonly failure: string | undefined }>;
  /** The port on which a program drives a browser without a window; never for one that ended before. */
  readonly debuggingPort: Promise<number>;
  /** Ends it, within a few seconds. */
  close(): Promise<void>;
}

/** Without questions at the start, and without the passwords of the user. */
const FIRST_RUN = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-default-apps',
  '--disable-search-engine-choice-screen',
  '--password-store=basic',
  '--use-mock-keychain',
];

/** Without a window; it says on which port it listens, on loopback only. */
export const HEADLESS = ['--headless=new', '--remote-debugging-port=0'];

/** How long it may take to close its windows, in ms. */
const PATIENCE = 5000;

/** What it prints last; a browser says much that does not matter. */
const KEPT = 2000;

/**
 * Starts a browser with a new profile in the folder for temporary files, which is deleted with it.
 *
 * @param program path of a Chromium
 * @param given arguments besides those of the profile
 */
export function openPrivateBrowser(
  program: string,
  given: readonly string[],
  url: string,
): PrivateBrowser {
  const profile = mkdtempSync(join(tmpdir(), 'samlab-browser-'));
  const noSandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []; // Chromium refuses it to root
  const child = spawn(
    program,
    [...given, ...FIRST_RUN, ...noSandbox, `--user-data-dir=${profile}`, url],
    // A separate process group: `program` may be a script that starts the browser.
    { detached: process.platform !== 'win32', stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  const debuggingPort = Promise.withResolvers<number>();
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-KEPT);
    const [, port] = /^DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\/.+$/m.exec(said) ?? [];
    if (port !== undefined) debuggingPort.resolve(Number(port));
  });
  const ended = whenEnded(child, () => said).finally(() => {
    end(child, 'SIGKILL'); // what the script left
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  });
  return {
    ended,
    debuggingPort: debuggingPort.promise,
    async close() {
      end(child, 'SIGTERM');
      const timer = setTimeout(() => end(child, 'SIGKILL'), PATIENCE);
      await ended;
      clearTimeout(timer);
    },
  };
}

async function whenEnded(child: ChildProcess, said: () => string) {
  try {
    const [code] = (await once(child, 'exit')) as [number | null];
    const last = said().trim().split('\n').at(-1);
    return { failure: code ? last || `exit code ${code}` : undefined };
  } catch (error) {
    return { failure: (error as Error).message }; // it could not be started
  }
}

function end({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it has ended
  }
}
