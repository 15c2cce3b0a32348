import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { promisify } from 'node:util';

/** How often to look whether npm still runs, in ms. */
const PERIOD = 250;

/**
 * Calls back once when npm or npx, which started this program, was ended by a signal: it leaves its shell with this program behind, so that `kill`
 * of what the user started would stop nothing. A script that starts this program in the background ends its shell first; then it goes on.
 *
 * @returns stops watching
 */
export function whenNpmEnds(ended: () => void): () => void {
  if (process.env.npm_execpath === undefined) return () => {};
  const { ppid: parent } = process;
  let isGone = () => false;
  readProcess(parent)
    .then(({ name, parent: above }) => {
      isGone = SHELL.test(name)
        ? () => process.ppid === parent && !isAlive(above)
        : () => process.ppid !== parent;
    })
    .catch(() => {}); // it has ended, or this system has no ps
  const timer = setInterval(() => {
    if (!isGone()) return;
    clearInterval(timer);
    ended();
  }, PERIOD);
  timer.unref();
  return () => clearInterval(timer);
}

const SHELL = /^-?(?:sh|ash|dash|bash|zsh|ksh|busybox)$/;

/** @throws {Error} when there is no such process */
async function readProcess(pid: number): Promise<{ name: string; parent: number }> {
  if (process.platform !== 'linux') {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'ppid=,comm=', '-p', String(pid)]);
    const [, parent, name = ''] = /^\s*(\d+)\s+(.*?)\s*$/.exec(stdout) ?? [];
    return { name: basename(name), parent: Number(parent) };
  }
  // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: the name in parentheses may contain anything.
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const end = text.lastIndexOf(')');
  const [, parent] = text.slice(end + 2).split(' ');
  return { name: text.slice(text.indexOf('(') + 1, end), parent: Number(parent) };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // another user's
  }
}
