import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A child process that has reported on its first line that it is ready. */
export interface RunningProgram {
  /** The first line, as JSON. */
  said: unknown;
  pid: number;
  stop(): Promise<void>;
}

/** A server on a free loopback port. */
export interface ServerProcess extends RunningProgram {
  port: number;
}

const THIRTY_SECONDS = 30_000;

/** Starts a script of servers/ and waits until it reports its port. @throws {Error} as `startProgram` */
export async function startServer(script: string, ...args: string[]): Promise<ServerProcess> {
  const program = await startProgram(`servers/${script}`, args);
  return { ...program, ...(program.said as { port: number }) };
}

/**
 * Starts a script, named from this folder, and waits for its first line.
 *
 * @param variables of its environment, besides ours
 * @throws {Error} when it ends, or prints nothing for half a minute; its stderr is on ours
 */
export async function startProgram(
  script: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<RunningProgram> {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=DEP0005', file, ...args], {
    env: { ...process.env, ...variables },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const said: unknown = JSON.parse(await firstLine(child, script));
  return {
    said,
    pid: child.pid ?? Number.NaN,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function firstLine(child: ChildProcess, script: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      child.kill('SIGKILL');
      reject(new Error(`${script} ${why}.`));
    };
    const timer = setTimeout(fail, THIRTY_SECONDS, 'did not start within 30 s');
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    child.once('exit', (code) => fail(`ended with ${code}`));
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end === -1) return;
      clearTimeout(timer);
      child.removeAllListeners('exit');
      resolve(text.slice(0, end));
    });
  });
}
