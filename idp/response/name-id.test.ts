import { expect, test } from 'vitest';
import { nameIdFormat } from '../../saml/names.ts';
import { chooseNameId, nameIdFor, pairwiseId } from './name-id.ts';
import type { ValueSource } from './value-source.ts';

const source = {
  requestedFormat: undefined,
  configuredFormat: undefined,
  spNameQualifier: undefined,
  value: 'B.Simon@contoso.com',
  pairwise: () => 'pairwise',
  transient: () => 'random',
};

test.each([
  ['no format in the request', undefined, nameIdFormat.emailAddress, 'B.Simon@contoso.com'],
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

const user = {
  id: 'u',
  displayName: 'B.Simon',
  userPrincipalName: 'B.Simon@contoso.com',
  givenName: 'B',
  surname: 'Simon',
  mail: null,
};
const settings = { appId: 'a', nameIdFormat: undefined, pairwiseSecret: 's' };

test.each<[source: ValueSource, format: string, value: string]>([
  [
    { kind: 'attribute', attribute: 'user.userprincipalname' },
    nameIdFormat.emailAddress,
    'B.Simon@contoso.com',
  ],
  [{ kind: 'attribute', attribute: 'user.surname' }, nameIdFormat.unspecified, 'Simon'],
  [{ kind: 'constant', value: 'x' }, nameIdFormat.unspecified, 'x'],
])('a NameID from %o', (nameIdSource, format, value) => {
  const claims = { nameIdSource, claims: [] };
  expect(nameIdFor({ ...settings, claims }, { user }, {})).toMatchObject({ format, value });
});

test('a user without a value for the source gets the user principal name', () => {
  const nameIdSource = { kind: 'attribute', attribute: 'user.mail' } as const;
  const noMail = { ...settings, claims: { nameIdSource, claims: [] } };
  const { format, value } = nameIdFor(noMail, { user: { ...user, mail: null } }, {});
  expect(value).toBe(user.userPrincipalName);
  expect(format).toBe(nameIdFormat.emailAddress);
  const withMail = nameIdFor(noMail, { user: { ...user, mail: 'mail@contoso.com' } }, {});
  expect(withMail.value).toBe('mail@contoso.com');
  const persistent = { nameIdFormat: nameIdFormat.persistent };
  expect(nameIdFor(noMail, { user }, persistent).value).toMatch(/^[\w-]{43}$/);
});
