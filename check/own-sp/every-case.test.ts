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
  // The schemas and the two XPath expressions are compiled once, perhaps before.
  const { XsdValidator = 0, XmlXPath = 0, ...left } = undisposed();
  expect(left).toEqual({});
  expect(XsdValidator).toBeLessThanOrEqual(1);
  expect(XmlXPath).toBeLessThanOrEqual(2);
});
