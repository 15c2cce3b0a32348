import { readFileSync } from 'node:fs';
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
