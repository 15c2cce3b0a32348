import { chmodSync, closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { LabError } from './errors.ts';

const SQLITE_BUSY = 5;

/**
 * Keeps a second lab off the same data folder, which would serve two sets of sessions from one database. The lock is
 * SQLite's lock of the empty file `lock`: the operating system drops it when the process ends, however it ends, so that
 * no lab is ever locked out by one that crashed. Returns the function that lets go.
 *
 * @throws {LabError} `folder_in_use`; `folder_not_writable`.
 */
export function lockFolder(folder: string, file: string): () => void {
  let lock: DatabaseSync | undefined;
  try {
    closeSync(openSync(file, 'a', 0o600)); // SQLite would make it readable for all
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
          `Another samlab is running on the folder ${folder}. Stop that one, or name another folder with --data.`,
        )
      : notWritable(folder);
  }
  return () => lock.close();
}

/** The sentence for a data folder that cannot be made or written to. */
export function notWritable(folder: string): LabError {
  return new LabError(
    'folder_not_writable',
    `The folder ${folder} cannot be written to. Make it writable, name another with --data, or keep nothing with --memory.`,
  );
}
