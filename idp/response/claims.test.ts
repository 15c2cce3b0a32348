import { expect, test } from 'vitest';
import { defaultClaims } from './claims.ts';

const authnMethodsReferences = ['password'];
const user = {
  id: 'oid',
  displayName: 'K. Lee',
  userPrincipalName: 'K.Lee@contoso.com',
  givenName: 'K',
  surname: 'Lee',
  mail: 'k.lee@contoso.com',
};
const shortNames = (claims: { name: string }[]) =>
  claims.map(({ name }) => name.slice(name.lastIndexOf('/') + 1));

test('nine claims in the order of the captures (entra-saml.md 2.4)', () => {
  expect(shortNames(defaultClaims({ tenantId: 'tid', authnMethodsReferences, user }))).toEqual([
    'tenantid',
    'objectidentifier',
    'displayname',
    'identityprovider',
    'authnmethodsreferences',
    'givenname',
    'surname',
    'emailaddress',
    'name',
  ]);
});

test('a claim whose source is empty is left out', () => {
  const bare = { ...user, givenName: null, surname: '', mail: null };
  expect(
    shortNames(defaultClaims({ tenantId: 'tid', authnMethodsReferences, user: bare })),
  ).toEqual([
    'tenantid',
    'objectidentifier',
    'displayname',
    'identityprovider',
    'authnmethodsreferences',
    'name',
  ]);
});
