import { chmodSync, closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LabError } from './errors.ts';
import { type LabProcess, readProcessFile } from './process-file.ts';

const SQLITE_BUSY = 5;
const SQLITE_FULL = 13;

/** How long to wait for `lockHolder` of another program, which looks at the lock for a moment; in ms. */
const PATIENCE = 250;

const lockFile = (folder: string) => join(folder, 'lock');

/** The file in which the process of a lab describes itself. */
export const processFile = (folder: string) => join(folder, 'process.json');

/**
 * Keeps a second lab out of the same data folder, where it would serve other sessions from the same database. The lock is
 * SQLite's lock on the empty file `lock`: the operating system releases it when the process ends, even by a crash. Returns
 * the function that releases it.
 *
 * @throws {LabError} `folder_in_use` when another lab runs on the folder
 * @throws {LabError} `folder_not_writable`
 */
export function lockFolder(folder: string): () => void {
  const file = lockFile(folder);
  let lock: DatabaseSync | undefined;
  try {
    // SQLite would make it readable by everyone. An existing one stays closed: the system drops the locks of a process that closes the file.
    if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
    chmodSync(file, 0o600);
    lock = new DatabaseSync(file, { timeout: PATIENCE });
    lock.exec('PRAGMA journal_mode = MEMORY'); // no second file
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock?.close();
    throw isBusy(error)
      ? folderInUse(folder, readProcessFile(processFile(folder)))
      : notWritable(folder, error);
  }
  return () => lock.close();
}

/** Whether a process holds the lock of a folder. Creates nothing. @throws {LabError} `folder_not_writable` */
export function isLocked(folder: string): boolean {
  if (!existsSync(lockFile(folder))) return false;
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(lockFile(folder), { readOnly: true, timeout: 0 });
    lock.prepare('SELECT name FROM sqlite_schema').all();
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw notWritable(folder, error);
  } finally {
    lock?.close();
  }
}

const isBusy = (error: unknown) => (error as { errcode?: number }).errcode === SQLITE_BUSY;

/** @param holder as far as it is known */
export function folderInUse(folder: string, holder: LabProcess | undefined): LabError {
  const which = holder
    ? `: process ${holder.pid}${holder.urls ? `, ${holder.urls.lab}` : ''}. Stop it${holder.command ? ` with "samlab stop --data ${folder}"` : ''}`
    : '. Stop it';
  return new LabError(
    'folder_in_use',
    (option) =>
      `Another samlab is using the folder ${folder}${which}, or choose another folder with ${option.dataDir}.`,
  );
}

/** The error for a data folder that cannot be created or written to. @param cause what Node or SQLite said */
export function notWritable(folder: string, cause: unknown): LabError {
  const { code, errcode } = cause as { code?: string; errcode?: number };
  return code === 'ENOSPC' || errcode === SQLITE_FULL
    ? new LabError(
        'disk_full',
        (option) =>
          `The disk that holds the folder ${folder} is full. Free some space, choose a folder on another disk with ${option.dataDir}, or keep everything in memory with ${option.memory}.`,
      )
    : new LabError(
        'folder_not_writable',
        (option) =>
          `Cannot write to the folder ${folder}. Make it writable, choose another with ${option.dataDir}, or keep everything in memory with ${option.memory}.`,
      );
}
