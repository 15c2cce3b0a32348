/** docs/catalogue.md is what `npm run catalogue` writes, and the help of every rule in SARIF leads to a heading there. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { allCases } from '../catalogue/index.ts';
import { everyFinding, sampleSarif } from '../check/testing/sample-sarif.ts';
import { documentation } from '../cli/documentation.ts';
import { cataloguePage } from '../scripts/catalogue-page.ts';

const page = readFileSync(fileURLToPath(documentation('catalogue')), 'utf8');

/** As GitHub makes them of headings in lower case without blanks. */
const anchors = new Set([...page.matchAll(/^### ([a-z\d-]+)$/gm)].map(([, anchor]) => anchor));

test('it is current: run "npm run catalogue" after a change to catalogue/', () => {
  expect(page).toBe(cataloguePage());
});

test('the help URI of every rule has its heading', () => {
  const rules = sampleSarif(everyFinding()).runs[0]?.tool.driver.rules ?? [];
  expect(rules).toHaveLength(allCases.length);
  const missing = rules.filter(({ helpUri = '' }) => !anchors.has(helpUri.split('#')[1]));
  expect(missing).toEqual([]);
  expect(anchors.has('no-such-case')).toBe(false);
});
