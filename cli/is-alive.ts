import { readFileSync } from 'node:fs';

/** Whether a process runs. One that has ended and that nobody has waited for yet does not, although the system still lists it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // another user's
  }
  return process.platform !== 'linux' || !isZombie(pid);
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: the state follows the name in parentheses, which may contain anything. */
function isZombie(pid: number): boolean {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return /^[ZX]$/.test(text.slice(text.lastIndexOf(')') + 2)[0] ?? '');
  } catch {
    return false; // /proc is not mounted
  }
}
