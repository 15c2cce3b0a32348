import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandOf } from './languages.ts';
import type { Library } from './libraries.ts';

/** What a service provider is given: the identity provider to trust, and a key pair. PEM throughout. */
export interface Settings {
  readonly idp: {
    readonly entityId: string;
    readonly singleSignOn: string;
    readonly certificate: string;
    /** XML. */
    readonly metadata: string;
  };
  readonly key: { readonly privateKey: string; readonly certificate: string };
}

/** What `samlab check` needs to know of a service provider: URLs, and the rule for --success. */
export interface Addresses {
  readonly metadata: string;
  readonly login: string;
  readonly whoami: string;
  readonly success: string;
}

/** A running service provider, on a free port of loopback. */
export interface ServiceProvider {
  readonly addresses: Addresses;
  /** Where it writes its files; removed when it stops. */
  readonly folder: string;
  /** What it wrote to stderr so far. */
  log(): string;
  /** Why it ended, as a sentence; undefined while it runs. */
  ended(): string | undefined;
  stop(): Promise<void>;
}

const THIRTY_SECONDS = 30_000;

/**
 * Starts the service provider of a library in an empty folder, hands it the settings on stdin, and waits for the line on stdout that says
 * where it listens: `{ url }`, with those of its {@link Addresses} that are not `/metadata`, `/login`, `/me` and `/user`.
 *
 * @throws {Error} when it ends, or prints nothing for half a minute, with its stderr so far
 */
export async function startServiceProvider(
  library: Pick<Library, 'name' | 'program'>,
  settings: Settings,
): Promise<ServiceProvider> {
  const folder = mkdtempSync(join(tmpdir(), 'samlab-sp-'));
  const logFile = join(folder, 'log');
  const log = () => readFileSync(logFile, 'utf8');
  const [command, ...options] = commandOf(library);
  // A file, not a pipe: servers that it starts open /dev/stderr by that name, which a pipe of Node.js does not allow.
  const stderr = openSync(logFile, 'a');
  const child = spawn(command, options, {
    cwd: folder,
    stdio: ['pipe', 'pipe', stderr],
    detached: true, // leads a process group, so that whatever it started is stopped with it
  });
  closeSync(stderr);
  const stop = async () => {
    await killGroup(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    child.stdin?.on('error', () => {}).write(`${JSON.stringify(settings)}\n`);
    return {
      addresses: addressesFrom(await firstLine(child)),
      folder,
      log,
      ended: () =>
        child.exitCode === null && child.signalCode === null
          ? undefined
          : `The service provider ended during the check (${child.exitCode ?? child.signalCode}).`,
      stop,
    };
  } catch (error) {
    const said = `The service provider of ${library.name} ${(error as Error).message}. ${log()}`;
    await stop();
    throw new Error(said.trim());
  }
}

/** The addresses in the line that a service provider prints when it is ready. */
export function addressesFrom(line: string): Addresses {
  const said = JSON.parse(line) as { url: string } & Partial<Addresses>;
  return {
    metadata: said.metadata ?? `${said.url}/metadata`,
    login: said.login ?? `${said.url}/login`,
    whoami: said.whoami ?? `${said.url}/me`,
    success: said.success ?? '/user',
  };
}

async function killGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  const running = child.exitCode === null && child.signalCode === null;
  const ended = running ? once(child, 'exit') : undefined;
  try {
    // Also when the leader has ended: what it started may still run.
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
  await ended;
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(timer);
      reject(new Error(why));
    };
    const timer = setTimeout(fail, THIRTY_SECONDS, 'did not start within 30 s');
    const onExit = (code: number | null) => fail(`ended with ${code}`);
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    child.once('exit', onExit);
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end === -1) return;
      clearTimeout(timer);
      child.removeListener('exit', onExit);
      resolve(text.slice(0, end));
    });
  });
}
