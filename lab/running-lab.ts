import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isLocked, processFile } from './folder-lock.ts';
import { type LabProcess, readProcessFile } from './process-file.ts';

/** `none`: no lab; `stopped`; `used`: by a command that is no lab, such as `samlab check`; `running`. */
export type FolderState =
  | { readonly is: 'none' | 'stopped' | 'used' }
  | { readonly is: 'running'; readonly by: LabProcess };

/** Between locking the folder and writing the file, a lab needs less than this; in ms. */
const PATIENCE = 200;

/**
 * What runs on a data folder. The lock tells whether anything does, so neither files of a killed lab nor another process with its id mislead.
 *
 * @throws {LabError} `folder_not_writable` when the lock cannot be read
 */
export async function folderState(folder: string): Promise<FolderState> {
  if (!isLocked(folder)) return { is: existsSync(join(folder, 'lab.json')) ? 'stopped' : 'none' };
  const read = () => readProcessFile(processFile(folder));
  let by = read();
  if (!by) {
    await delay(PATIENCE);
    by = read();
  }
  if (!isLocked(folder)) return { is: 'stopped' };
  return by ? { is: 'running', by } : { is: 'used' };
}
