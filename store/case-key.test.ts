import { expect, test } from 'vitest';
import { caseKey } from './case-key.ts';

test('ASCII letters are compared without regard to case', () => {
  expect(caseKey('B.Simon@Contoso.COM')).toBe('b.simon@contoso.com');
});

test.each([
  ['Kelvin sign', '\u212Aelly'],
  ['long s', '\u017Fimon'],
  ['dotless i', 's\u0131mon'],
  ['capital I with a dot', 's\u0130mon'],
  ['capital sharp s', 'stra\u1E9Ee'],
  ['full width', '\uFF22.\uFF33imon'],
  ['precomposed capital', '\u00C9va'],
  ['Cyrillic capital', '\u0412.simon'],
  ['ligature', '\uFB03'],
])('no other character changes: %s', (_what, text) => {
  expect(caseKey(text)).toBe(text);
});
