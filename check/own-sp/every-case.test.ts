import { expect, test } from 'vitest';
import { allCases, type CatalogueGroup, groups } from '../../catalogue/index.ts';
import { countUndisposed } from '../../saml/testing/undisposed.ts';
import { expectVerdicts } from '../testing/expect-verdicts.ts';

const undisposed = countUndisposed();

for (const group of Object.keys(groups) as CatalogueGroup[])
  expectVerdicts(
    group,
    allCases.filter((one) => one.group === group),
  );

test('no message, refused for whatever reason, leaves anything in the memory of libxml2', () => {
  // The compiled schemas are made once, perhaps before.
  const { XsdValidator, ...left } = undisposed();
  expect(left).toEqual({});
  expect(XsdValidator ?? 0).toBeLessThanOrEqual(1);
});
