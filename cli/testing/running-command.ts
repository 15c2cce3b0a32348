import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program under test, with everything that it has written so far. */
export interface RunningCommand {
  readonly child: ChildProcess;
  readonly written: { stdout: string; stderr: string };
  /** Resolves once stdout has a whole line; rejects if the program ends first. */
  firstLine(): Promise<string>;
  /** Resolves to the exit code; null after an uncaught signal. */
  exit(): Promise<number | null>;
}

/** Starts a program in a new process group. */
export function runCommand(command: string, args: string[], cwd: string): RunningCommand {
  const child = spawn(command, args, { cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const written = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    written.stderr += text;
  });
  const closed = once(child, 'close') as Promise<[number | null]>;
  const ended = closed.then(() => {
    throw new Error(`${command} ended early: ${written.stdout}${written.stderr}`);
  });
  ended.catch(() => {}); // only firstLine needs it
  return {
    child,
    written,
    async firstLine() {
      while (!written.stdout.includes('\n')) {
        await Promise.race([once(child.stdout, 'data'), ended]);
      }
      return written.stdout.slice(0, written.stdout.indexOf('\n'));
    },
    exit: async () => (await closed)[0],
  };
}
