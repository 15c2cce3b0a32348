import { chmodSync, closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { LabError } from './errors.ts';

const SQLITE_BUSY = 5;
const SQLITE_FULL = 13;

/**
 * Keeps a second lab out of the same data folder, where it would serve other sessions from the same database. The lock is
 * SQLite's lock on the empty file `lock`: the operating system releases it when the process ends, even by a crash. Returns
 * the function that releases it.
 *
 * @throws {LabError} `folder_in_use` when another lab runs on the folder
 * @throws {LabError} `folder_not_writable`
 */
export function lockFolder(folder: string, file: string): () => void {
  let lock: DatabaseSync | undefined;
  try {
    closeSync(openSync(file, 'a', 0o600)); // SQLite would make it readable by everyone
    chmodSync(file, 0o600);
    lock = new DatabaseSync(file, { timeout: 0 });
    lock.exec('PRAGMA journal_mode = MEMORY'); // no second file
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock?.close();
    const busy = (error as { errcode?: number }).errcode === SQLITE_BUSY;
    throw busy
      ? new LabError(
          'folder_in_use',
          `Another samlab is using the folder ${folder}. Stop it, or choose another folder with --data.`,
        )
      : notWritable(folder, error);
  }
  return () => lock.close();
}

/** The error for a data folder that cannot be created or written to. @param cause what Node or SQLite said */
export function notWritable(folder: string, cause: unknown): LabError {
  const { code, errcode } = cause as { code?: string; errcode?: number };
  return code === 'ENOSPC' || errcode === SQLITE_FULL
    ? new LabError(
        'disk_full',
        `The disk that holds the folder ${folder} is full. Free some space, choose a folder on another disk with --data, or keep everything in memory with --memory.`,
      )
    : new LabError(
        'folder_not_writable',
        `Cannot write to the folder ${folder}. Make it writable, choose another with --data, or keep everything in memory with --memory.`,
      );
}
