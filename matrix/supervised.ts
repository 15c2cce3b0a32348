import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, closeSync, mkdtempSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const THIRTY_SECONDS = 30_000;
/** More often than a check sends messages that could end a process. */
const MAX_RESTARTS = 200;
/** Another program may have the port for a moment: it is one that the system also gives to clients. */
const ATTEMPTS = 10;
const PAUSE = 500; // ms

interface Program {
  readonly command: readonly [string, ...string[]];
  /** What it reads from stdin; `port` is where it listened before, undefined the first time. */
  readonly input: (port: number | undefined) => object;
  /** Port in the line that it prints when it is ready. */
  readonly portOf: (line: string) => number;
  /** Each start has a new folder in this one. */
  readonly folder: string;
  /** Gets its stderr. */
  readonly logFile: string;
}

/** A program that is started again when it ends, as a service manager does, on the same port. */
export class Supervised {
  restarts = 0;
  /** Why it could not be started again; undefined while it runs. */
  ended: string | undefined;
  readonly #program: Program;
  #child: ChildProcess | undefined;
  #stopping = false;

  constructor(program: Program) {
    this.#program = program;
  }

  /**
   * Starts it and waits for the first line that it prints.
   *
   * @throws {Error} when it ends, or prints nothing for half a minute
   */
  async start(port?: number): Promise<string> {
    const { command, folder, logFile, input, portOf } = this.#program;
    const child = startProgram(command, mkdtempSync(join(folder, 'run-')), logFile);
    this.#child = child;
    child.stdin?.on('error', () => {}).write(`${JSON.stringify(input(port))}\n`);
    const line = await firstLine(child).catch(async (error: Error) => {
      await killGroup(child);
      throw error;
    });
    child.once('exit', (code, signal) => void this.#restart(child, code ?? signal, portOf(line)));
    return line;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#child) await killGroup(this.#child);
  }

  async #restart(child: ChildProcess, how: unknown, port: number): Promise<void> {
    if (this.#stopping) return;
    await killGroup(child); // what it had started
    if (this.restarts === MAX_RESTARTS) {
      this.ended = `The service provider ended ${MAX_RESTARTS + 1} times during the check.`;
      return;
    }
    this.restarts += 1;
    appendFileSync(
      this.#program.logFile,
      `The process of the service provider ended (${how}) and is started again.\n`,
    );
    let failure = '';
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      if (this.#stopping) return;
      try {
        await this.start(port);
        return;
      } catch (error) {
        failure = (error as Error).message;
        await setTimeout(PAUSE);
      }
    }
    this.ended = `The service provider ended during the check (${how}), and when started again it ${failure}.`;
  }
}

function startProgram(
  [command, ...options]: Program['command'],
  cwd: string,
  logFile: string,
): ChildProcess {
  // A file, not a pipe: servers that it starts open /dev/stderr by that name, which a pipe of Node.js does not allow.
  const stderr = openSync(logFile, 'a');
  const child = spawn(command, options, {
    cwd,
    stdio: ['pipe', 'pipe', stderr],
    detached: true, // leads a process group, so that whatever it started is stopped with it
  });
  closeSync(stderr);
  return child;
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
    const timer = globalThis.setTimeout(fail, THIRTY_SECONDS, 'did not start within 30 s');
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
