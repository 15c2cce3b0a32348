import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { SigningKey } from '../certs/signing-certificate.ts';
import { AUTHORITY_FILE, readAuthorityFile, writeAuthorityFile } from './authority-file.ts';
import { LabError } from './errors.ts';
import { folderInUse, isLocked, lockFolder, notWritable, processFile } from './folder-lock.ts';
import { type LabFile, newLabFile, readLabFile, writeLabFile } from './lab-file.ts';
import {
  type LabProcess,
  readProcessFile,
  removeProcessFile,
  writeProcessFile,
} from './process-file.ts';
import type { SharedState } from './replicas/shared-state.ts';

/** Where the certificate authority for https is. */
interface KeptAuthority {
  /** @throws {LabError} `ca_damaged` */
  read(): SigningKey | undefined;
  /** @throws {LabError} `folder_not_writable` or `disk_full` */
  write(authority: SigningKey): void;
}

/** Where a lab keeps its state: a locked folder, or memory. */
export interface LabData {
  /** Names it for a person: `.samlab`, `memory`, `the PostgreSQL database lab at localhost`. */
  readonly place: string;
  /** Absolute path; undefined in memory. */
  readonly folder: string | undefined;
  /** The database file of a site, `:memory:`, or the URL of the PostgreSQL database. */
  database(side: 'idp' | 'sp' | 'exchanges'): string;
  readonly labFile: LabFile;
  readonly authority: KeptAuthority;
  remember(labFile: LabFile): void | Promise<void>;
  /** Lets `samlab status` and `samlab stop` find the process of the lab. */
  announce(labProcess: LabProcess): void;
  /** Deletes the databases of a first start that failed; call it before `remember`. */
  discard(): void | Promise<void>;
  /** Only of a lab that several replicas run. */
  readonly shared?: SharedLab;
  close(): void | Promise<void>;
}

/** A locked folder. */
interface OpenFolder {
  readonly folder: string;
  readonly authority: KeptAuthority;
  announce(labProcess: LabProcess): void;
  close(): void;
}

/** What a replica knows of the others. */
interface SharedLab {
  readonly state: SharedState;
  /** Whether another replica ran when this one began to start. */
  readonly othersRun: boolean;
  /** Lets other replicas start. */
  started(): Promise<void>;
}

/** Without a folder. */
export const keptNowhere: KeptAuthority = { read: () => undefined, write: () => {} };

export function memoryData(): LabData {
  return {
    place: 'memory',
    folder: undefined,
    database: () => ':memory:',
    labFile: newLabFile(),
    authority: keptNowhere,
    remember: () => {},
    announce: () => {},
    discard: () => {},
    close: () => {},
  };
}

/** The data folder unless another one is named: the same for `samlab start` and `samlab check`. */
export const defaultDataDir = '.samlab';

/** Without one of these, a lab is incomplete. */
const DATABASES = ['idp.db', 'sp.db'];
/** A lab of an earlier version has none, and one that was deleted is made anew. */
const EXCHANGES = 'exchanges.db';
/** The additional keys of `samlab check`: they belong to this folder's identity provider and are deleted with it. */
export const CHECK_KEYS_FILE = 'check-keys.json';
/** Certificate and private key of the drop-in. */
export const DROP_IN_KEY_FILE = 'drop-in.pem';
/** The log of `samlab start --detach`; the lines of before are in the second file. `fresh` keeps both: the new lab writes to it already. */
export const LOG_FILE = 'lab.log';
const LOG_FILES = [LOG_FILE, `${LOG_FILE}.1`];
/** `fresh` keeps it: people trust it by hand, and it says nothing of the lab. */
const AUTHORITY_FILES = [AUTHORITY_FILE, `${AUTHORITY_FILE}.new`];
/** What `fresh` deletes. */
const OWN_FILES = [
  'lab.json',
  'lab.json.new',
  'process.json',
  'process.json.new',
  CHECK_KEYS_FILE,
  `${CHECK_KEYS_FILE}.new`,
  DROP_IN_KEY_FILE,
  `${DROP_IN_KEY_FILE}.new`,
  ...[...DATABASES, EXCHANGES].flatMap(withJournals),
];
const isOwn = (name: string) =>
  name === 'lock' || [...OWN_FILES, ...LOG_FILES, ...AUTHORITY_FILES].includes(name);

/**
 * Opens a data folder: creates it when missing, closes it to other users (`closeToOthers`), locks it and reads `lab.json`. `fresh` first
 * deletes the files of the existing lab, and nothing else. When it throws, the folder is unchanged.
 *
 * @throws {LabError} `folder_not_writable` or `disk_full`
 * @throws {LabError} `folder_in_use` when another lab runs on it
 * @throws {LabError} `folder_not_ours` when `fresh` finds other files and no lab
 * @throws {LabError} `lab_file_damaged`, `lab_file_missing`, `lab_incomplete` or `database_missing` when files of a lab are invalid or missing
 */
export function openDataFolder(path: string, { fresh }: { fresh: boolean }): LabData {
  if (fresh) mustBeOurs(resolve(path));
  const own = openFolder(path);
  const { folder } = own;
  const file = (name: string) => join(folder, name);
  try {
    if (fresh) remove(folder, OWN_FILES);
    const labFile = readLabFile(file('lab.json')) ?? createLabFile(folder);
    if (labFile.urls) mustBeComplete(folder);
    else mustBeUnused(folder);
    return {
      ...own,
      place: folder,
      database: (side) => file(`${side}.db`),
      labFile,
      remember: (content) => save(folder, content),
      discard: () => remove(folder, [...DATABASES, EXCHANGES].flatMap(withJournals)),
    };
  } catch (error) {
    own.close();
    throw error;
  }
}

/**
 * Opens a data folder for the process alone, whatever lab is in it: makes, closes and locks it.
 *
 * @throws {LabError} `folder_not_writable`, `disk_full` or `folder_in_use`
 */
export function openFolder(path: string): OpenFolder {
  const folder = resolve(path);
  makeDataFolder(folder);
  mustHoldNoLinks(folder);
  const unlock = lockFolder(folder);
  try {
    removeProcessFile(processFile(folder)); // of a lab that was killed
    closeToOthers(folder);
  } catch (error) {
    unlock();
    throw error;
  }
  return {
    folder,
    authority: {
      read: () => readAuthorityFile(join(folder, AUTHORITY_FILE)),
      write: (authority) => saveAuthority(folder, authority),
    },
    announce: (labProcess) => announce(folder, labProcess),
    close: () => {
      removeProcessFile(processFile(folder));
      unlock();
    },
  };
}

/**
 * A folder from elsewhere can have links in the place of the lab's files, which would change files of this user anywhere.
 *
 * @throws {LabError} `folder_not_ours`
 */
function mustHoldNoLinks(folder: string): void {
  const found = readdirSync(folder).find(
    (name) => isOwn(name) && lstatSync(join(folder, name)).isSymbolicLink(),
  );
  if (found === undefined) return;
  throw new LabError(
    'folder_not_ours',
    (option) =>
      `The file ${join(folder, found)} is a link to another file, and samlab writes through none. Remove the link, or choose another folder with ${option.dataDir}.`,
  );
}

/** Creates the folder when it is missing. @throws {LabError} `folder_not_writable` or `disk_full` */
export function makeDataFolder(folder: string): void {
  try {
    makeFolder(folder);
  } catch (error) {
    throw notWritable(folder, error);
  }
}

/**
 * Says so before anything else is found to be in use, such as the ports of that lab.
 *
 * @throws {LabError} `folder_in_use` when another lab runs on the folder
 */
export function mustNotRun(path: string): void {
  const folder = resolve(path);
  if (isLocked(folder)) throw folderInUse(folder, readProcessFile(processFile(folder)));
}

/** Not `recursive`: Node retries for ever where a parent cannot hold folders (/proc). Mode 0700 because it holds private keys. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

/**
 * Sets mode 0600 on the lab's files, and 0700 on the folder when it holds only a lab. A folder with other files, such as a project, keeps
 * its mode: users who can read it see the names of our files, and a warning says so.
 */
function closeToOthers(folder: string): void {
  const names = readdirSync(folder);
  const others = names.filter((name) => !isOwn(name));
  for (const name of names) if (isOwn(name)) chmodSync(join(folder, name), 0o600);
  if ((statSync(folder).mode & 0o077) === 0) return;
  if (others.length === 0) chmodSync(folder, 0o700);
  else
    process.emitWarning(
      `Other users of this computer can list ${folder}, which also holds other files. Choose a separate folder for the lab.`,
    );
}

function createLabFile(folder: string): LabFile {
  const database = DATABASES.find((name) => existsSync(join(folder, name)));
  if (database) {
    throw new LabError(
      'lab_file_missing',
      (option) =>
        `The folder ${folder} holds ${database} but not lab.json. Restore lab.json, start with ${option.fresh} to make a new lab, or choose another folder with ${option.dataDir}.`,
    );
  }
  const labFile = newLabFile();
  save(folder, labFile);
  return labFile;
}

function save(folder: string, labFile: LabFile): void {
  try {
    writeLabFile(join(folder, 'lab.json'), labFile);
  } catch (error) {
    throw notWritable(folder, error);
  }
}

function saveAuthority(folder: string, authority: SigningKey): void {
  try {
    writeAuthorityFile(join(folder, AUTHORITY_FILE), authority);
  } catch (error) {
    throw notWritable(folder, error);
  }
}

function announce(folder: string, labProcess: LabProcess): void {
  try {
    writeProcessFile(processFile(folder), labProcess);
  } catch (error) {
    throw notWritable(folder, error);
  }
}

function mustBeComplete(folder: string): void {
  const missing = DATABASES.find((name) => !existsSync(join(folder, name)));
  if (!missing) return;
  throw new LabError(
    'database_missing',
    (option) =>
      `The database ${join(folder, missing)} is missing. Restore it, or start with ${option.fresh} to make a new lab.`,
  );
}

/** A lab file without addresses and a database: the first start was interrupted, or the file lost a member. Only --fresh deletes. */
function mustBeUnused(folder: string): void {
  const database = DATABASES.find((name) => existsSync(join(folder, name)));
  if (!database) return;
  throw new LabError(
    'lab_incomplete',
    (option) =>
      `The lab in ${folder} is incomplete: there is ${database}, but lab.json has no "urls", so its first start was interrupted or the file was changed. Nothing was changed now. Restore lab.json from a copy, or start with ${option.fresh}, which deletes this lab and creates a new one.`,
  );
}

/** `--fresh` deletes files, so the folder must hold a lab, or nothing except files of a lab. */
function mustBeOurs(folder: string): void {
  if (!existsSync(folder) || existsSync(join(folder, 'lab.json'))) return;
  const others = readdirSync(folder).filter((name) => !isOwn(name));
  if (others.length === 0) return;
  throw new LabError(
    'folder_not_ours',
    (option) =>
      `The folder ${folder} has no lab.json and holds files that are not samlab's (${others[0]}), so ${option.fresh} deletes nothing there. Choose a samlab folder or a new folder with ${option.dataDir}.`,
  );
}

function remove(folder: string, names: string[]): void {
  for (const name of names) rmSync(join(folder, name), { force: true });
}

/** https://www.sqlite.org/tempfiles.html */
function withJournals(name: string): string[] {
  return [name, `${name}-wal`, `${name}-shm`, `${name}-journal`];
}
