/** docs/api-reference.md is what `npm run api-reference` writes from the types that the last build made. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { apiReference } from '../scripts/api-reference/page.ts';
import { readPublicApi, withoutDocstring } from '../scripts/api-reference/public-api.ts';

const page = readFileSync(new URL('api-reference.md', import.meta.url), 'utf8');

test('it is current: run "npm run api-reference" after a change to what the package exports', () => {
  expect(page).toBe(apiReference());
});

test('it has every export, every function of the directory and nothing private', () => {
  const exported = readPublicApi().entries.map(({ specifier, exports }) => [
    specifier,
    exports.map(({ exportedAs }) => exportedAs),
  ]);
  expect(exported).toEqual([
    ['samlab', expect.arrayContaining(['Lab', 'LabError', 'NotFound', 'startLab'])],
    ['samlab/playwright', expect.arrayContaining(['expect', 'test'])],
    ['samlab/testing', expect.arrayContaining(['useLab'])],
  ]);
  expect(page).toContain('\n- `createUser(');
  expect(page).not.toMatch(/^- `(?:private |constructor|#)/m);
});

test('every export, every member of one, and every function has a docstring', () => {
  expect(withoutDocstring(readPublicApi())).toEqual([]);
});
