import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type LabData, openDataFolder } from './data-folder.ts';
import { LabError, type LabErrorCode } from './errors.ts';

let parent: string;
let folder: string;
const opened: LabData[] = [];
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'samlab-data-'));
  folder = join(parent, 'lab');
});
afterEach(() => {
  for (const data of opened.splice(0)) data.close();
  rmSync(parent, { recursive: true });
});

const file = (name: string) => join(folder, name);
const put = (name: string, content = 'x') => writeFileSync(file(name), content);
function open(fresh = false): LabData {
  const data = openDataFolder(folder, { fresh });
  opened.push(data);
  return data;
}
const close = () => opened.pop()?.close();

/** A folder after a completed first start. */
function finished(): LabData['labFile'] {
  const data = open();
  for (const side of ['idp', 'sp'] as const) writeFileSync(data.database(side), side);
  const labFile = { ...data.labFile, urls: { lab: 'l', idp: 'i', sp: 's' } };
  data.remember(labFile);
  close();
  return labFile;
}

function refused(code: LabErrorCode, act: () => unknown): void {
  const before = existsSync(folder) && statSync(folder).isDirectory() ? content() : undefined;
  expect(act).toThrow(expect.objectContaining({ name: 'LabError', code }));
  if (before) expect(content()).toEqual(before);
}
const content = () =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name !== 'lock')
      .map((name) => [name, readFileSync(file(name), 'utf8')]),
  );

describe('a folder that other users can read', () => {
  const mode = (path: string) => statSync(path).mode & 0o777;

  test('is closed to them, with the lab’s files, when it holds only a lab', () => {
    finished();
    for (const name of ['lab.json', 'idp.db', 'sp.db', 'lock']) chmodSync(file(name), 0o644);
    chmodSync(folder, 0o755);
    open();
    expect(mode(folder)).toBe(0o700);
    for (const name of ['lab.json', 'idp.db', 'sp.db', 'lock'])
      expect([name, mode(file(name))]).toEqual([name, 0o600]);
  });

  test('is closed to them when it is empty', () => {
    mkdirSync(folder, { mode: 0o755 });
    open();
    expect([mode(folder), mode(file('lock'))]).toEqual([0o700, 0o600]);
  });

  test('keeps its mode when it holds other files, and a warning says so', () => {
    const warn = vi.spyOn(process, 'emitWarning').mockReturnValue(undefined);
    mkdirSync(folder, { mode: 0o755 });
    put('package.json');
    open();
    expect([mode(folder), mode(file('lab.json'))]).toEqual([0o755, 0o600]);
    expect(warn.mock.calls.flat().join()).toContain(`can list ${folder}`);
    warn.mockRestore();
  });
});

describe('a new folder', () => {
  test('is created with mode 0700 and a lab file of mode 0600', () => {
    const { labFile } = open();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(file('lab.json')).mode & 0o777).toBe(0o600);
    expect(Object.keys(labFile.passwords)).toContain('B.Simon@contoso.com');
    expect(labFile.urls).toBeUndefined();
  });

  test('may already exist and hold other files, which stay', () => {
    mkdirSync(folder);
    put('notes.txt');
    open();
    expect(readFileSync(file('notes.txt'), 'utf8')).toBe('x');
  });
});

describe('a folder with a lab', () => {
  test('is read back', () => {
    const written = finished();
    expect(open().labFile).toEqual(written);
    expect(readFileSync(file('idp.db'), 'utf8')).toBe('idp');
  });

  test('serves one lab at a time; another can open it after the first has closed', () => {
    open();
    refused('folder_in_use', () => openDataFolder(folder, { fresh: false }));
    refused('folder_in_use', () => openDataFolder(folder, { fresh: true }));
    close();
    open();
  });
});

describe('--fresh', () => {
  test('deletes the lab and nothing else', () => {
    const { passwords } = finished();
    for (const name of ['idp.db-wal', 'sp.db-shm', 'notes.txt', 'other.db']) put(name);
    expect(open(true).labFile.passwords).not.toEqual(passwords);
    expect(readdirSync(folder).sort()).toEqual(['lab.json', 'lock', 'notes.txt', 'other.db']);
  });

  test('also deletes a damaged lab', () => {
    finished();
    put('lab.json', '{');
    expect(open(true).labFile.urls).toBeUndefined();
  });

  test('accepts a folder without lab.json when all its files are a lab’s', () => {
    finished();
    put('idp.db-wal');
    rmSync(file('lab.json'));
    expect(open(true).labFile.urls).toBeUndefined();
    expect(readdirSync(folder).sort()).toEqual(['lab.json', 'lock']);
  });

  test('refuses a folder that holds other files and no lab', () => {
    mkdirSync(folder);
    put('idp.db');
    put('notes.txt');
    expect(() => openDataFolder(folder, { fresh: true })).toThrow('(notes.txt)');
    refused('folder_not_ours', () => openDataFolder(folder, { fresh: true }));
    expect(existsSync(file('idp.db'))).toBe(true);
  });

  test('accepts an empty folder and a missing one', () => {
    open(true);
    close();
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    open(true);
  });
});

describe('refuses, and changes nothing, when', () => {
  test('a parent of the folder is a file', () => {
    writeFileSync(folder, '');
    folder = join(folder, 'sub');
    refused('folder_not_writable', () => openDataFolder(folder, { fresh: false }));
  });

  test('the folder cannot be written to', () => {
    refused('folder_not_writable', () => openDataFolder('/proc/samlab', { fresh: false }));
  });

  test.each([
    '',
    '{',
    '[]',
    '{}',
    '{"samlab":2,"passwords":{}}',
    '{"samlab":1}',
    '{"samlab":1,"passwords":{"a":1}}',
    '{"samlab":1,"passwords":{"B.Simon@contoso.com":"x"},"urls":{"lab":"l","idp":"i","sp":"s"}}',
  ])('the lab file contains %j', (text) => {
    finished();
    put('lab.json', text);
    refused('lab_file_damaged', () => openDataFolder(folder, { fresh: false }));
  });

  test.each(['idp.db', 'sp.db'])(
    'the lab file has no addresses and there is %s: only --fresh deletes a database',
    (database) => {
      const { urls: _, ...incomplete } = finished();
      rmSync(file(database === 'idp.db' ? 'sp.db' : 'idp.db'));
      put('lab.json', JSON.stringify(incomplete));
      refused('lab_incomplete', () => openDataFolder(folder, { fresh: false }));
      expect(() => openDataFolder(folder, { fresh: false })).toThrow(
        `there is ${database}, but lab.json has no "urls"`,
      );
      open(true);
      expect(existsSync(file(database))).toBe(false);
    },
  );

  test('there are databases but no lab file', () => {
    finished();
    rmSync(file('lab.json'));
    refused('lab_file_missing', () => openDataFolder(folder, { fresh: false }));
  });

  test('a database is missing', () => {
    finished();
    rmSync(file('sp.db'));
    refused('database_missing', () => openDataFolder(folder, { fresh: false }));
    expect(existsSync(file('idp.db'))).toBe(true);
  });

  test('a file is missing: the message says where and what to do', () => {
    finished();
    rmSync(file('sp.db'));
    const act = () => openDataFolder(folder, { fresh: false });
    expect(act).toThrow(LabError);
    expect(act).toThrow(
      `The database ${file('sp.db')} is missing. Restore it, or start with { fresh: true } to make a new lab.`,
    );
  });
});

test.each(['lock', 'idp.db', 'exchanges.db', 'sp.db-wal', 'lab.log', 'lab.json', 'drop-in.pem'])(
  'a link in the place of %s is refused, and what it leads to stays as it is',
  (name) => {
    mkdirSync(folder);
    const elsewhere = join(parent, 'elsewhere');
    writeFileSync(elsewhere, 'mine', { mode: 0o644 });
    symlinkSync(elsewhere, file(name));
    for (const fresh of [false, true]) refused('folder_not_ours', () => open(fresh));
    expect(readFileSync(elsewhere, 'utf8')).toBe('mine');
    expect(statSync(elsewhere).mode & 0o777).toBe(0o644);
    rmSync(file(name));
    open(); // control
  },
);
