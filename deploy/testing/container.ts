import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type RunningCommand, runCommand } from '../../cli/testing/running-command.ts';
import type { Stage } from './image.ts';

/** What an engine is told beside the image. */
export interface RunOptions {
  /** Folders and files of this machine, by their place in the container. */
  readonly volumes?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Name of the network namespace; default: that of this process. */
  readonly network?: string;
  /** In place of the image's CMD. */
  readonly args?: readonly string[];
}

/** Why this machine cannot run a container without an engine; undefined when it can. */
export function whyNoContainers(): string | undefined {
  if (process.platform !== 'linux') return 'namespaces need Linux';
  if (process.getuid?.() !== 0) return 'namespaces of processes and networks need root';
  const tried = spawnSync('unshare', ['--mount', '--pid', '--net', '--fork', 'true']);
  return tried.status === 0 ? undefined : `the kernel refuses namespaces: ${tried.stderr}`;
}

/**
 * What an engine does between its namespaces and the program: the root becomes read-only, apart from volumes. $1 is the root, then come pairs of
 * volume and place up to `--`, then the program.
 */
const PREPARE = `set -e
root=$1; shift
mount --make-rprivate /
mount --bind "$root" "$root"
mount --rbind /dev "$root/dev"
mount --bind /etc/hosts "$root/etc/hosts"
while [ "$1" != -- ]; do mount --bind "$1" "$root$2"; shift 2; done
shift
mount -o remount,bind,ro "$root"
exec "$@"`;

/** An engine makes the places of volumes that the image does not have. */
function makePlace(place: string, volume: string): void {
  const isFolder = statSync(volume).isDirectory();
  mkdirSync(isFolder ? place : dirname(place), { recursive: true });
  if (!isFolder) closeSync(openSync(place, 'a'));
}

/** A container without an engine: a separate, read-only root, PID 1 in a PID namespace, the image's user and variables. */
export class Container {
  readonly running: RunningCommand;
  readonly #env: string[];
  readonly #image: Stage;

  /** @param root the folder with the files of the image; the places of the volumes exist in it */
  constructor(root: string, image: Stage, { volumes = {}, env = {}, network, args }: RunOptions) {
    this.#image = image;
    this.#env = Object.entries({ ...image.env, ...env }).map(([name, value]) => `${name}=${value}`);
    for (const [place, path] of Object.entries(volumes)) makePlace(join(root, place), path);
    const binds = Object.entries(volumes).flatMap(([place, path]) => [path, place]);
    const unshare = [
      ...['unshare', '--pid', '--fork', '--mount-proc', `--root=${root}`],
      ...[`--wd=${image.workdir}`, ...this.#identity()],
    ];
    const program = [...image.entrypoint, ...(args ?? image.command)];
    const inside = ['setpriv', '--no-new-privs', 'env', '-i', ...this.#env, ...unshare, ...program];
    const [command = '', ...rest] = [
      ...(network === undefined ? [] : ['ip', 'netns', 'exec', network]),
      ...['unshare', '--mount', 'sh', '-c', PREPARE, 'sh', root, ...binds, '--', ...inside],
    ];
    this.running = runCommand(command, rest, '/');
  }

  #identity(): string[] {
    const [user, group] = (this.#image.user ?? '0:0').split(':');
    return [`--setuid=${user}`, `--setgid=${group}`];
  }

  /** The id, outside, of the process that is PID 1 inside; of the one that prepares it, before it begins. */
  get pid(): number {
    const outer = this.running.child.pid;
    const [pid] = readFileSync(`/proc/${outer}/task/${outer}/children`, 'utf8').split(' ');
    return Number(pid || outer);
  }

  /** As `docker exec`. @returns what a shell would see */
  exec(...program: string[]): { code: number | null; stdout: string; stderr: string } {
    const enter = ['nsenter', `--target=${this.pid}`, '--mount', '--pid', '--net', '--root'];
    const place = `--wdns=${this.#image.workdir}`;
    const args = ['-i', ...this.#env, ...enter, place, ...this.#identity(), ...program];
    const { status, stdout, stderr } = spawnSync('env', args, { encoding: 'utf8' });
    return { code: status, stdout, stderr };
  }

  /** As `docker stop`, with the signal of the image. @returns the exit code */
  stop(): Promise<number | null> {
    process.kill(this.pid, this.#image.stopSignal ?? 'SIGTERM');
    return this.running.exit();
  }

  /** As `docker kill`. */
  async kill(): Promise<void> {
    const { child } = this.running;
    if (child.exitCode === null && child.signalCode === null) process.kill(this.pid, 'SIGKILL');
    await this.running.exit();
  }
}
