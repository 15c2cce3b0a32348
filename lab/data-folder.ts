import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { LabError } from './errors.ts';
import { lockFolder, notWritable } from './folder-lock.ts';
import { type LabFile, newLabFile, readLabFile, writeLabFile } from './lab-file.ts';

/** Where a lab keeps its state: a folder that is ours alone while we run, or memory. */
export interface LabData {
  /** Absolute path; undefined in memory. */
  readonly folder: string | undefined;
  /** File of a side's database, or `:memory:`. */
  database(side: 'idp' | 'sp'): string;
  readonly labFile: LabFile;
  remember(labFile: LabFile): void;
  close(): void;
}

export function memoryData(): LabData {
  return {
    folder: undefined,
    database: () => ':memory:',
    labFile: newLabFile(),
    remember: () => {},
    close: () => {},
  };
}

const DATABASES = ['idp.db', 'sp.db'];
/** Further keys of `samlab check`: they belong to the identity provider of the folder and go with it. */
export const CHECK_KEYS_FILE = 'check-keys.json';
const OWN_FILES = [
  'lab.json',
  'lab.json.new',
  CHECK_KEYS_FILE,
  `${CHECK_KEYS_FILE}.new`,
  ...DATABASES.flatMap(withJournals),
];

/**
 * Takes a data folder: makes it when it is missing, closes it to others (`closeToOthers`), locks it and reads `lab.json`. `fresh` first deletes the files of the lab
 * that was there, and nothing else.
 *
 * @throws {LabError} `folder_not_writable`, `folder_in_use`, `folder_not_ours` (fresh, and no lab in it), `lab_file_damaged`,
 * `lab_file_missing`, `database_missing`. The folder is left as it was.
 */
export function openDataFolder(path: string, { fresh }: { fresh: boolean }): LabData {
  const folder = resolve(path);
  const file = (name: string) => join(folder, name);
  if (fresh) mustBeOurs(folder);
  try {
    makeFolder(folder);
  } catch {
    throw notWritable(folder);
  }
  const unlock = lockFolder(folder, file('lock'));
  try {
    closeToOthers(folder);
    if (fresh) remove(folder, OWN_FILES);
    const labFile = readLabFile(file('lab.json')) ?? begin(folder);
    if (labFile.urls) mustBeComplete(folder);
    // A first start that was broken off has seeded who knows what, and nobody has worked with it.
    else remove(folder, DATABASES.flatMap(withJournals));
    return {
      folder,
      database: (side) => file(`${side}.db`),
      labFile,
      remember: (content) => writeLabFile(file('lab.json'), content),
      close: unlock,
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Not `recursive`: where a parent takes no folders (/proc), Node tries that for ever. The mode: it holds private keys. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

/**
 * Mode 0700 for the folder when nothing but a lab is in it, and 0600 for the lab's files. A folder that holds other things as well, such as a
 * project, is not ours to close: whoever can read it sees the names of our files, and a warning says so.
 */
function closeToOthers(folder: string): void {
  const names = readdirSync(folder);
  const others = names.filter((name) => name !== 'lock' && !OWN_FILES.includes(name));
  for (const name of names) if (OWN_FILES.includes(name)) chmodSync(join(folder, name), 0o600);
  if ((statSync(folder).mode & 0o077) === 0) return;
  if (others.length === 0) chmodSync(folder, 0o700);
  else
    process.emitWarning(
      `Other users of this computer can look into ${folder}, which holds other files than the lab's. Name a folder of its own with --data.`,
    );
}

function begin(folder: string): LabFile {
  const database = DATABASES.find((name) => existsSync(join(folder, name)));
  if (database) {
    throw new LabError(
      'lab_file_missing',
      `The folder ${folder} holds ${database} but not lab.json, which belongs to it. Put lab.json back, start with --fresh to make a new lab, or name another folder with --data.`,
    );
  }
  const labFile = newLabFile();
  try {
    writeLabFile(join(folder, 'lab.json'), labFile);
  } catch {
    throw notWritable(folder);
  }
  return labFile;
}

function mustBeComplete(folder: string): void {
  const missing = DATABASES.find((name) => !existsSync(join(folder, name)));
  if (!missing) return;
  throw new LabError(
    'database_missing',
    `The database ${join(folder, missing)} is missing. Put it back, or start with --fresh to make a new lab.`,
  );
}

/** `--fresh` deletes, so it wants to see that the folder is a lab's, or that it holds nothing but a lab's files. */
function mustBeOurs(folder: string): void {
  if (!existsSync(folder) || existsSync(join(folder, 'lab.json'))) return;
  const others = readdirSync(folder).filter((name) => name !== 'lock' && !OWN_FILES.includes(name));
  if (others.length === 0) return;
  throw new LabError(
    'folder_not_ours',
    `The folder ${folder} holds no lab.json but files that are not samlab's (${others[0]}), so --fresh deletes nothing there. Name a samlab folder or a new one with --data.`,
  );
}

function remove(folder: string, names: string[]): void {
  for (const name of names) rmSync(join(folder, name), { force: true });
}

/** https://www.sqlite.org/tempfiles.html */
function withJournals(name: string): string[] {
  return [name, `${name}-wal`, `${name}-shm`, `${name}-journal`];
}
