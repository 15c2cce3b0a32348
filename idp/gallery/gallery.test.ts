import { expect, test } from 'vitest';
import { applicationTemplates, findTemplate, searchTemplates } from './templates.ts';
import { followsPattern } from './url-pattern.ts';

const pattern = 'https://app.peakon.com/saml/<companyid>/metadata';

test.each([
  ['https://app.peakon.com/saml/contoso/metadata', true],
  ['https://app.peakon.com/saml/a/b/metadata', false],
  ['https://app.peakon.com.evil.example/saml/contoso/metadata', false],
  ['https://appxpeakon.com/saml/contoso/metadata', false],
  ['http://localhost:4200/saml/contoso/metadata', true],
  ['http://127.0.0.1:1/saml/contoso/metadata', true],
  ['http://localhost:4200/saml/contoso', false],
  ['urn:contoso', false],
])('%s follows the pattern: %s', (value, expected) => {
  expect(followsPattern(value, pattern)).toBe(expected);
});

test('ids are unique, and Peakon has the addresses of the tutorial', () => {
  expect(new Set(applicationTemplates.map(({ id }) => id)).size).toBe(applicationTemplates.length);
  expect(findTemplate('peakon')?.signOnUrlPattern).toBe('https://app.peakon.com/login');
  expect(findTemplate(null)).toBeUndefined();
});

test('search finds by name, publisher or category, in any letter case', () => {
  expect(searchTemplates('PEAK').map(({ id }) => id)).toEqual(['peakon']);
  expect(searchTemplates('human').map(({ id }) => id)).toEqual(['peakon', 'workday']);
  expect(searchTemplates(' ')).toHaveLength(applicationTemplates.length);
});
