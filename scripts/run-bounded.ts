import { spawn } from 'node:child_process';

export interface Bounds {
  /** Kills the program after so long without output, in ms. */
  silence: number;
  /** Kills the program after so long in total, in ms. */
  total: number;
}

/**
 * Runs a program that may use the network, with its output on our stderr. A program without progress is killed together with its children.
 * Resolves to whether it exited by itself with code 0.
 */
export function runBounded(command: string, args: string[], bounds: Bounds): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      detached: process.platform !== 'win32', // a new process group, to be killed as a whole
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const end = (why: string) => {
      process.stderr.write(`${command}: killed after ${why}\n`);
      if (child.pid !== undefined) kill(child.pid);
    };
    const after = (ms: number, what: string) => setTimeout(end, ms, `${ms / 1000} s ${what}`);
    const total = after(bounds.total, 'in total');
    let silence = after(bounds.silence, 'without output');
    const progress = (chunk: Buffer) => {
      process.stderr.write(chunk);
      clearTimeout(silence);
      silence = after(bounds.silence, 'without output');
    };
    child.stdout.on('data', progress);
    child.stderr.on('data', progress);
    const settle = (ok: boolean) => {
      clearTimeout(total);
      clearTimeout(silence);
      resolve(ok);
    };
    child.on('error', () => settle(false)); // no such program
    child.on('close', (code) => settle(code === 0));
  });
}

function kill(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has just exited by itself.
  }
}
