import { closeSync, openSync } from 'node:fs';
import { resolve } from 'node:path';
import { pino } from 'pino';
import type { LabLog } from '../../lab/index.ts';
import { ArgumentFaults } from '../faults.ts';
import { openBoundedFile } from './bounded-file.ts';
import { logLine } from './log-line.ts';
import type { LogSettings } from './options.ts';

interface OpenLog extends LabLog {
  /** Absolute path; null for standard error or standard output. */
  readonly file: string | null;
  close(): void;
}

/**
 * Opens the log of `samlab start`: lines for people on a terminal, otherwise one JSON object per line. A file is appended to, and only its
 * owner can read it.
 *
 * @throws {ArgumentFaults} when the file cannot be opened
 */
export async function openLog({ to, level, messages, bounded }: LogSettings): Promise<OpenLog> {
  const options = {
    level,
    base: null,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  if (to === undefined || to === '-') {
    const fd = to === undefined ? 2 : 1;
    const isTerminal = fd === 1 ? process.stdout.isTTY : process.stderr.isTTY;
    const stream = isTerminal ? await forPeople(fd) : pino.destination({ fd, sync: true });
    return { logger: pino(options, stream), messages, file: null, close: () => {} };
  }
  const stream = openFile(to, bounded ? openBoundedFile : openUnbounded);
  return { logger: pino(options, stream), messages, file: resolve(to), close: stream.close };
}

function openUnbounded(path: string) {
  const fd = openSync(path, 'a', 0o600);
  const stream = pino.destination({ fd, sync: true });
  return { write: (line: string) => void stream.write(line), close: () => closeSync(fd) };
}

function openFile<Stream>(path: string, open: (path: string) => Stream): Stream {
  try {
    return open(path);
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
    messageFormat: logLine,
    ignore: 'pid,hostname',
  });
}
