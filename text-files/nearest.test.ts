import { expect, test } from 'vitest';
import { nearest, nearestFirst } from './nearest.ts';

test('finds what a mistyped name meant', () => {
  expect(nearest('prots', ['ports', 'clock'])).toBe('ports');
  expect(nearest('clcok', ['ports', 'clock'])).toBe('clock');
  expect(nearest('zzzz', ['ports', 'clock'])).toBeUndefined();
  expect(nearestFirst('clok', ['ports', 'clock'])).toEqual(['clock', 'ports']);
});

test.each([
  ['Zed@contoso.com', ['Ann@contoso.com'], undefined],
  ['Zed@fabrikam.com', ['Ann@contoso.com'], undefined],
  ['Eve', ['Ann@contoso.com', 'Eva@contoso.com'], 'Eva@contoso.com'],
  ['An@contoso.com', ['Ann@contoso.com'], 'Ann@contoso.com'],
  ['ann@contso.com', ['Ann@contoso.com'], 'Ann@contoso.com'],
  ['B.Simons', ['admin@contoso.com', 'B.Simon@contoso.com'], 'B.Simon@contoso.com'],
  ['Wiki', ['Peakon'], undefined],
  ['Reports', ['Report', 'Sports'], 'Report'],
  ['X', ['Y'], undefined],
  ['sig-strip', ['ok-strip-all-of-it', 'sig-stripped'], 'sig-stripped'],
  ['port', ['exports', 'ports'], 'ports'],
])('%s among %j: %s', (typed, names, meant) => {
  expect(nearest(typed, names)).toBe(meant);
});

test('a text of megabytes, which a stranger can send as a name, is no name', () => {
  const long = 'p'.repeat(5_000_000); // its square would take hours
  expect(nearest(long, ['ports'])).toBeUndefined();
  expect(nearestFirst(long, ['ports', 'p'])).toHaveLength(2);
});
