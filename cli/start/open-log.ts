import { closeSync, openSync } from 'node:fs';
import { pino } from 'pino';
import type { LabLog } from '../../lab/index.ts';
import { ArgumentFaults } from '../faults.ts';
import type { LogSettings } from './options.ts';

interface OpenLog extends LabLog {
  close(): void;
}

/**
 * Opens the log of `samlab start`: lines for people on a terminal, otherwise one JSON object per line. A file is appended to, and only its
 * owner can read it.
 *
 * @throws {ArgumentFaults} when the file cannot be opened
 */
export async function openLog({ to, level, messages }: LogSettings): Promise<OpenLog> {
  const fd = to === undefined ? 2 : to === '-' ? 1 : openFile(to);
  const isTerminal = (fd === 1 && process.stdout.isTTY) || (fd === 2 && process.stderr.isTTY);
  const options = {
    level,
    base: null,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  if (isTerminal) return { logger: pino(options, await forPeople(fd)), messages, close: () => {} };
  const destination = pino.destination({ fd, sync: true });
  return { logger: pino(options, destination), messages, close: () => fd > 2 && closeSync(fd) };
}

function openFile(path: string): number {
  try {
    return openSync(path, 'a', 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ArgumentFaults([
      `Cannot write the log file ${path} (${code}). Name a file in a folder that exists and that you may write to, or - for standard output.`,
    ]);
  }
}

/** Loaded for a terminal only: it takes longer than the rest of the log. */
async function forPeople(fd: number) {
  const { default: pretty } = await import('pino-pretty');
  return pretty({
    colorize: !process.env.NO_COLOR,
    destination: fd,
    sync: true,
    translateTime: 'SYS:HH:MM:ss',
    hideObject: true,
    messageFormat: '{site}  {msg}',
    ignore: 'pid,hostname',
  });
}
