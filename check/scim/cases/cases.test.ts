import { expect, test } from 'vitest';
import { phases } from '../phases.ts';
import { scimCases } from './index.ts';

/** How many cases each family has: scim.md c.2, and Microsoft's 25 tests. */
const families = {
  CONN: [1, 7],
  DISC: [8, 10],
  CRE: [11, 24],
  MAT: [25, 32],
  UPD: [33, 48],
  MGR: [49, 54],
  LIF: [55, 62],
  GRP: [63, 76],
  PAG: [77, 79],
  ERR: [80, 81],
  LOAD: [82, 82],
  SSO: [83, 87],
  SEC: [88, 89],
  GAL: [1, 25],
} as const;

test('there are 89 cases and 25 tests, each once', () => {
  const wanted = Object.entries(families).flatMap(([name, [from, to]]) =>
    Array.from({ length: to - from + 1 }, (_, n) => `${name}-${String(from + n).padStart(2, '0')}`),
  );
  expect(wanted).toHaveLength(114);
  expect(scimCases.map(({ id }) => id).toSorted()).toEqual(wanted.toSorted());
});

test('each case says what is sent, what is expected, what Entra does and how to fix it', () => {
  for (const of of scimCases) {
    const { title, sent, expected, entra, fix, clauses, runs } = of;
    for (const text of [title, sent, expected, entra, fix]) expect(text, of.id).toMatch(/\S{3}/);
    for (const sentence of [expected, entra, fix]) expect(sentence, of.id).toMatch(/\.$/);
    expect(clauses.length, of.id).toBeGreaterThan(0);
    expect(runs.length, of.id).toBeGreaterThan(0);
  }
});

test('each phase has a case', () => {
  expect([...new Set(scimCases.map(({ phase }) => phase))].toSorted()).toEqual(
    Object.keys(phases).toSorted(),
  );
});
