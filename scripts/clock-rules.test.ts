import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Folders whose code runs in a lab: their one clock is that of the lab, which can be moved. */
const inALab = [
  ...['catalogue', 'certs', 'doctor', 'exchanges', 'explain', 'fixtures', 'idp', 'lab', 'lint'],
  ...['passwords', 'saml', 'sp', 'store', 'text-files', 'web'],
];

/** Files there that read the clock of the machine, and why. */
const exceptions: Readonly<Record<string, string>> = {
  'lab/addresses/checked-addresses.ts':
    'Whether a certificate for https is valid: browsers and programs judge it by the clock of the machine.',
  'lab/addresses/local-certificate.ts':
    'Dates of the certificate for https, which browsers and programs judge by the clock of the machine.',
  'lab/clock/lab-clock.ts': 'It is the clock of the lab.',
  'lab/exchanges/exchange-store.ts':
    'A number that grows from start to start, for open pages to compare; nobody reads it as a time.',
  'lab/process-file.ts':
    'Says when a process was started, also while the clock of its lab is frozen.',
  'lab/real-names/door.ts':
    'Dates of the certificate of the real names, which browsers and programs judge by the clock of the machine.',
  'store/empty-database.ts':
    'Notes when the migrations were applied, as the library for them does; nobody reads it.',
};

const readsMachine =
  /\bnew Date(?:\(\s*\)|\b(?!\s*\())|\bDate\.now\b|\bTemporal\.Now\b|\bdatetime\('now'|\bstrftime\([^)]*'now'|\bcurrent_(?:timestamp|time|date)\b|\bunixepoch\(\s*\)/i;

const withoutComments = (text: string) =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');

const readers = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx'], {
  cwd: root,
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .filter((file) => inALab.includes(file.split('/')[0] ?? ''))
  .filter(
    (file) => !/\.test\.tsx?$|(^|\/)testing\//.test(file) && existsSync(posix.join(root, file)),
  )
  .filter((file) =>
    readsMachine.test(withoutComments(readFileSync(posix.join(root, file), 'utf8'))),
  );

test('what runs in a lab reads every time from the clock of the lab', () => {
  const message =
    'Take the clock or the instant as a parameter; a lab can move its clock. Only files in `exceptions` read that of the machine';
  expect(readers.toSorted(), message).toEqual(Object.keys(exceptions).toSorted());
});

test.each(['new Date()', 'new Date( )', 'x = Date.now()', 'new Date;', "datetime('now')"])(
  'the search finds %s',
  (code) => {
    expect(readsMachine.test(code)).toBe(true);
    expect(readsMachine.test('new Date(at.getTime() + 5)')).toBe(false);
  },
);
