import { spawn } from 'node:child_process';

export interface Bounds {
  /** Ends the program when it wrote nothing for so long, in ms. */
  silence: number;
  /** Ends the program after so long in all, in ms. */
  total: number;
}

/**
 * Runs a program that may want the network, with its output on our stderr, and never waits without bound: a program that
 * makes no progress is ended together with its children. Resolves to whether it ended by itself with exit code 0.
 */
export function runBounded(command: string, args: string[], bounds: Bounds): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      detached: process.platform !== 'win32', // a process group of its own, to be ended as a whole
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const end = (why: string) => {
      process.stderr.write(`${command}: ended after ${why}\n`);
      if (child.pid !== undefined) kill(child.pid);
    };
    const after = (ms: number, what: string) => setTimeout(end, ms, `${ms / 1000} s ${what}`);
    const total = after(bounds.total, 'in all');
    let silence = after(bounds.silence, 'without progress');
    const progress = (chunk: Buffer) => {
      process.stderr.write(chunk);
      clearTimeout(silence);
      silence = after(bounds.silence, 'without progress');
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
    // It has just ended by itself.
  }
}
