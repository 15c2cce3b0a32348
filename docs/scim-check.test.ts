/** docs/scim-check.md is what `npm run scim-cases` writes, and the help of every rule in SARIF leads to a heading there. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { phases, scimCases } from '../check/index.ts';
import { documentation } from '../cli/documentation.ts';
import { scimCheckPage } from '../scripts/scim-check-page.ts';

const page = readFileSync(fileURLToPath(documentation('scim-check')), 'utf8');

test('it is current: run "npm run scim-cases" after a change to check/scim/cases/', () => {
  expect(page).toBe(scimCheckPage(scimCases, phases));
});

test('every case has its heading', () => {
  const headings = [...page.matchAll(/^### (\S+)$/gm)].map(([, id]) => id);
  expect(headings.toSorted()).toEqual(scimCases.map(({ id }) => id).toSorted());
});
