import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogue } from './catalogue.ts';

const file = (path: string) => readFileSync(new URL(`../../docs/${path}`, import.meta.url), 'utf8');
const codesIn = (text: string) => [...text.matchAll(/\b\d{5,7}\b/g)].map(([code]) => Number(code));
const cellsOf = (row: string) => row.split(/(?<!\\)\|/).map((cell) => cell.trim());

/** Section 8 of the facts: a template in backticks is sourced unless an asterisk follows. */
const facts =
  file('reference/entra-saml.md')
    .split(/^## /m)
    .find((part) => part.startsWith('8.')) ?? '';
const known = new Map(
  facts.split('\n').flatMap((row) => {
    const [, codes = '', message = ''] = cellsOf(row);
    const source = /`[^`]{15,}`(?!\*)/.test(message) ? 'text' : 'code';
    return codesIn(codes).map((code): [number, string] => [code, source]);
  }),
);

/** The rows of the ledger, by what has a source: text and code, the code, or nothing. */
const ledger = new Map(
  file('fidelity.md')
    .split('\n')
    .filter((row) => row.startsWith('| AADSTS '))
    .flatMap((row) => {
      const [, subject = '', source] = cellsOf(row);
      const code = subject.includes('its text is assumed') ? 'code' : 'text';
      const says = source === 'assumed' ? 'nothing' : code;
      return codesIn(subject).map((found): [number, string] => [found, says]);
    }),
);

test('docs/fidelity.md gives the source of every error code, and lists no other code', () => {
  const expected = Object.keys(catalogue).map((key): [number, string] => [
    Number(key),
    known.get(Number(key)) ?? 'nothing',
  ]);
  expect(known.size).toBeGreaterThan(40);
  expect(Object.fromEntries(ledger)).toEqual(Object.fromEntries(expected));
});

/** The table of behaviours, cell by cell. */
const rows = file('fidelity.md')
  .split(/^\| Behaviour .*\n.*\n/m)[1]
  ?.split('\n')
  .filter((row) => row.startsWith('|'))
  .map((row) => cellsOf(row).slice(1));

const states =
  /^(?:capture|documented, not captured|public report|public clients|standard|assumed|specific to the mock|not implemented)(?=$|[;,: (])/;

test('every row of docs/fidelity.md has a state, and a test that exists', () => {
  expect(rows?.length).toBeGreaterThan(50);
  const wrong = rows?.filter(([, source = '', named = '']) => {
    return !states.test(source) || !isTest(named);
  });
  expect(wrong).toEqual([]);
});

test.each([
  ['a file that does not exist', '`idp/aadsts/fidelty.test.ts`: every row'],
  [
    'a title that does not exist',
    '`idp/aadsts/fidelity.test.ts`: a title that nobody '.concat('wrote'),
  ],
  ['no title', '`idp/aadsts/fidelity.test.ts`'],
  ['a file without tests', '`idp/aadsts/entry.ts`: Entry'],
])('a row that names %s is found', (_, named) => {
  expect(isTest(named)).toBe(false);
  expect(isTest('`idp/aadsts/fidelity.test.ts`: every row of docs/fidelity.md')).toBe(true);
});

/** Whether a cell names a test file, and the beginning of the title of a test or of a group in it. */
function isTest(cell: string): boolean {
  const [, path, title] = /^`([^`]+\.(?:test|spec)\.tsx?)`: (.+)$/.exec(cell) ?? [];
  if (path === undefined || title === undefined) return false;
  const url = new URL(`../../${path}`, import.meta.url);
  if (!existsSync(url)) return false;
  const source = readFileSync(url, 'utf8');
  return [`'`, '"', '`'].some((quote) => source.includes(quote + title));
}
