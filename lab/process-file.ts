import { readFileSync, readlinkSync, rmSync } from 'node:fs';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { Urls } from './lab-file.ts';
import { writePrivateFile } from './write-private-file.ts';

/** What `samlab start` is, for those who look at its lab from outside. */
const Command = Type.Object({
  /** Version of samlab. */
  version: Type.String(),
  /** Absolute path of the log; null for standard error or standard output. */
  logFile: Type.Union([Type.String(), Type.Null()]),
});

const Shape = Type.Object({
  /** Version of this file. */
  samlab: Type.Literal(1),
  pid: Type.Integer({ minimum: 1 }),
  /** The set of processes that `pid` is from; see `pidSpace`. */
  pidSpace: Type.String(),
  /** ISO 8601, UTC, by the clock of the computer. */
  startedAt: Type.String(),
  /** Absent for a program that called `startLab`. */
  command: Type.Optional(Command),
  /** Where the sites answer; absent until all three do. */
  urls: Type.Optional(Urls),
  /** The certificate that they show, as PEM; absent for http. */
  certificate: Type.Optional(Type.String()),
  /** What the HTTP API wants; absent where it wants nothing. */
  apiToken: Type.Optional(Type.String()),
  /** The ports that they listen on; absent as long as `urls`. */
  ports: Type.Optional(
    Type.Object({ lab: Type.Integer(), idp: Type.Integer(), sp: Type.Integer() }),
  ),
});

/** The process that runs a lab, as its data folder describes it. */
export type LabProcess = Type.Static<typeof Shape>;
export type LabCommand = Type.Static<typeof Command>;

/** Describes this process. @param command absent for a program that called `startLab` */
export function thisProcess(command?: LabCommand): LabProcess {
  return {
    samlab: 1,
    pid: process.pid,
    pidSpace: pidSpace(),
    startedAt: new Date().toISOString(), // not the clock of the lab, which may be frozen
    ...(command && { command }),
  };
}

/** Whether the id of that process has a meaning here: not if it runs in another container that shares the folder. */
export const isOfThisSystem = (one: LabProcess): boolean => one.pidSpace === pidSpace();

/** On Linux the boot and the PID namespace (https://man7.org/linux/man-pages/man7/pid_namespaces.7.html); elsewhere nothing is known. */
function pidSpace(): string {
  if (process.platform !== 'linux') return '';
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return ''; // /proc is not mounted
  }
}

/** Nobody reads half of it. */
export function writeProcessFile(path: string, content: LabProcess): void {
  writePrivateFile(path, `${JSON.stringify(content, null, 2)}\n`);
}

/**
 * Reads what a process wrote. A killed one leaves its file, so this is only true while the folder is locked: the process that locks it deletes the file
 * of the process before.
 *
 * @returns undefined when there is none that can be read
 */
export function readProcessFile(path: string): LabProcess | undefined {
  try {
    return Value.Parse(Shape, JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}

export const removeProcessFile = (path: string): void => rmSync(path, { force: true });
