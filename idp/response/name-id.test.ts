import { expect, test } from 'vitest';
import { nameIdFormat } from '../../saml/names.ts';
import { chooseNameId, nameIdFor, pairwiseId } from './name-id.ts';
import type { Transformation, ValueSource } from './value-source.ts';

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

const mailAttribute = { kind: 'attribute', attribute: 'user.mail' } as const;
const ofTransformations = (...transformations: Transformation[]): ValueSource => ({
  kind: 'transformation',
  transformations,
});
const joined: Transformation = {
  method: 'Join',
  input: mailAttribute,
  separator: '@',
  parameter2: { kind: 'constant', value: 'fabrikam.com' },
};

test.each<[nameIdSource: ValueSource, mail: string | null, format: string, value: RegExp]>([
  // The example of Microsoft's article: the domain is dropped before.
  [
    ofTransformations(joined),
    'joe_smith@contoso.com',
    nameIdFormat.emailAddress,
    /^joe_smith@fabrikam\.com$/,
  ],
  [
    ofTransformations(
      { method: 'ExtractMailPrefix', input: mailAttribute },
      { method: 'ToUppercase' },
    ),
    'joe@contoso.com',
    nameIdFormat.unspecified,
    /^JOE$/,
  ],
  // No value, and one that XML cannot carry.
  [
    ofTransformations({ method: 'ExtractMailPrefix', input: mailAttribute }),
    '@contoso.com',
    nameIdFormat.persistent,
    /^[\w-]{43}$/,
  ],
  [
    ofTransformations({ method: 'ToLowercase', input: mailAttribute }),
    'a\u0000b',
    nameIdFormat.persistent,
    /^[\w-]{43}$/,
  ],
  [
    { kind: 'attribute', attribute: 'user.pairwiseid' },
    null,
    nameIdFormat.persistent,
    /^[\w-]{43}$/,
  ],
  [
    { kind: 'attribute', attribute: 'user.extensionattribute3' },
    null,
    nameIdFormat.unspecified,
    /^three$/,
  ],
])('a NameID by transformation: %o', (nameIdSource, mail, format, value) => {
  const profile = '{"onPremisesExtensionAttributes":{"extensionAttribute3":"three"}}';
  const subject = { user: { ...user, mail, profile } };
  const nameId = nameIdFor({ ...settings, claims: { nameIdSource, claims: [] } }, subject, {});
  expect(nameId.format).toBe(format);
  expect(nameId.value).toMatch(value);
});

test('a NameID follows the condition that wins, and a transformation without its input ends the sign-in', () => {
  const claims = {
    nameIdSource: mailAttribute,
    nameIdConditions: [
      {
        userType: 'Members',
        groupIds: [],
        source: { kind: 'attribute', attribute: 'user.surname' },
      },
    ],
    claims: [],
  } as const;
  const member = { user: { ...user, mail: 'b@contoso.com', userType: 'Member' } };
  const guest = { user: { ...member.user, userType: 'Guest' } };
  expect(nameIdFor({ ...settings, claims }, member, {})).toMatchObject({ value: 'Simon' });
  expect(nameIdFor({ ...settings, claims }, guest, {})).toMatchObject({ value: 'b@contoso.com' });
  const failing = { nameIdSource: ofTransformations(joined), claims: [] };
  expect(() => nameIdFor({ ...settings, claims: failing }, { user }, {})).toThrow(
    expect.objectContaining({ name: 'ClaimFailure', claim: 'nameidentifier' }),
  );
});
