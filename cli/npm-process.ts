import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { isAlive } from './is-alive.ts';

/** How often to look whether npm still runs, in ms. */
const PERIOD = 250;

/**
 * Calls back once when npm or npx, which started this program in the foreground, was ended by a signal: npm and its shell end then, and leave this
 * program behind, so that `kill` of what the user started would stop nothing. What a script starts in the background goes on.
 *
 * @returns stops watching
 */
export function whenNpmEnds(ended: () => void): () => void {
  if (process.env.npm_execpath === undefined) return () => {};
  const parent = process.ppid;
  let npm: number | undefined;
  findNpm(parent)
    .then((pid) => {
      npm = pid;
    })
    .catch(() => {}); // it has ended, or this system has no ps
  const timer = setInterval(() => {
    if (npm === undefined || (process.ppid === parent && isAlive(npm))) return;
    clearInterval(timer);
    ended();
  }, PERIOD);
  timer.unref();
  return () => clearInterval(timer);
}

interface SystemProcess {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** As the process calls itself: `npm start`. */
  readonly name: string;
}

const isNpm = (one: SystemProcess | undefined): boolean =>
  one !== undefined && /^np[mx]\b/.test(one.name);
const isShell = ({ name }: SystemProcess): boolean =>
  /^-?(?:\S*\/)?(?:sh|ash|dash|bash|zsh|ksh|busybox)(?:\s|$)/.test(name);

/** @returns the id of the npm that waits for this process, directly or through a shell with no other child; undefined when none does */
async function findNpm(parentId: number): Promise<number | undefined> {
  const all = process.platform === 'linux' ? listProc() : await listPs();
  const find = (pid: number | undefined) => all.find((one) => one.pid === pid);
  const parent = find(parentId);
  if (!parent || find(process.pid)?.group === process.pid) return undefined; // started as a separate job
  if (isNpm(parent)) return parent.pid;
  const siblings = all.filter((one) => one.parent === parentId && one.pid !== process.pid);
  const above = find(parent.parent);
  return isShell(parent) && siblings.length === 0 && isNpm(above) ? above?.pid : undefined;
}

function listProc(): SystemProcess[] {
  return readdirSync('/proc').flatMap((pid) => (/^\d+$/.test(pid) ? readProc(Number(pid)) : []));
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: the name in parentheses may contain anything. */
function readProc(pid: number): SystemProcess[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const end = text.lastIndexOf(')');
    const [, parent, group] = text.slice(end + 2).split(' ');
    const name = text.slice(text.indexOf('(') + 1, end);
    return [{ pid, name, parent: Number(parent), group: Number(group) }];
  } catch {
    return []; // it has ended
  }
}

async function listPs(): Promise<SystemProcess[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,pgid=,command=']);
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, group, name = ''] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (pid === undefined) return [];
    return [{ pid: Number(pid), parent: Number(parent), group: Number(group), name }];
  });
}
