import { expect, test } from 'vitest';
import { nameIdFormat } from '../../saml/names.ts';
import { chooseNameId, pairwiseId } from './name-id.ts';

const source = {
  requestedFormat: undefined,
  configuredFormat: undefined,
  spNameQualifier: undefined,
  value: 'B.Simon@contoso.com',
  pairwise: () => 'pairwise',
  transient: () => 'random',
};

test.each([
  ['nothing asked', undefined, nameIdFormat.emailAddress, 'B.Simon@contoso.com'],
  ['emailAddress', nameIdFormat.emailAddress, nameIdFormat.emailAddress, 'B.Simon@contoso.com'],
  ['unspecified', nameIdFormat.unspecified, nameIdFormat.unspecified, 'B.Simon@contoso.com'],
  ['persistent', nameIdFormat.persistent, nameIdFormat.persistent, 'pairwise'],
  ['transient', nameIdFormat.transient, nameIdFormat.transient, 'random'],
])('%s', (_, requestedFormat, format, value) => {
  expect(chooseNameId({ ...source, requestedFormat })).toMatchObject({ format, value });
});

test("the request's format wins over the application's", () => {
  const configuredFormat = nameIdFormat.persistent;
  expect(chooseNameId({ ...source, configuredFormat }).value).toBe('pairwise');
  const requestedFormat = nameIdFormat.unspecified;
  expect(chooseNameId({ ...source, configuredFormat, requestedFormat }).value).toBe(
    'B.Simon@contoso.com',
  );
});

test('a pairwise id is 43 characters, stable, and differs by user, application and tenant secret', () => {
  const one = { secret: 's', userId: 'u', appId: 'a' };
  expect(pairwiseId(one)).toMatch(/^[\w-]{43}$/);
  expect(pairwiseId(one)).toBe(pairwiseId({ ...one }));
  const ids = [one, { ...one, userId: 'v' }, { ...one, appId: 'b' }, { ...one, secret: 't' }];
  expect(new Set(ids.map(pairwiseId)).size).toBe(4);
});
