import { describe, expect, test } from 'vitest';
import { addApplication } from '../applications/applications.ts';
import {
  addExtensionProperty,
  removeExtensionProperty,
} from '../applications/extension-properties.ts';
import {
  bSimon,
  expectFault,
  expectNotFound,
  fabrikam,
  now,
  smallDirectoryForEachTest,
  tenantId,
  untyped,
} from '../testing/small-directory.ts';
import { createUser } from './create-user.ts';
import { updateUser, userTag } from './update-user.ts';
import { userPropertiesOf } from './user-properties.ts';
import { findUserById } from './users.ts';

const lab = smallDirectoryForEachTest();
const stored = async () => {
  const user = await findUserById(lab.db, lab.userId);
  if (!user) throw new Error('B.Simon is gone.');
  return user;
};
const properties = async () => userPropertiesOf(await stored());

const everything = {
  jobTitle: 'Engineer',
  companyName: 'Contoso',
  department: 'Sales',
  employeeId: '100001',
  officeLocation: '18/2111',
  streetAddress: '1 Main St',
  city: 'Oslo',
  state: 'OS',
  postalCode: '0150',
  country: 'Norway',
  businessPhones: ['+47 5555 0100'],
  mobilePhone: '+47 5555 0101',
  faxNumber: '+47 5555 0102',
  otherMails: ['b@home.example', 'b@work.example'],
  proxyAddresses: ['SMTP:b.simon@contoso.com', 'smtp:simon@contoso.com'],
  consentProvidedForMinor: 'Granted',
  usageLocation: 'NO',
  preferredLanguage: 'nb-NO',
  preferredDataLocation: 'EUR',
  onPremisesSyncEnabled: true,
  onPremisesSamAccountName: 'b.simon',
  onPremisesDomainName: 'corp.contoso.com',
  onPremisesUserPrincipalName: 'b.simon@corp.contoso.com',
  onPremisesSecurityIdentifier: 'S-1-5-21-1180699209-877415012-3182924384-1004',
  onPremisesExtensionAttributes: { extensionAttribute1: 'one', extensionAttribute15: 'fifteen' },
};

test('every property of the profile is stored, and one that is emptied is removed', async () => {
  await updateUser(lab.db, lab.userId, everything);
  expect(await properties()).toMatchObject({ ...everything, givenName: 'B' });
  const cleared = Object.fromEntries(
    Object.entries(everything).map(([name, value]) => [
      name,
      Array.isArray(value)
        ? []
        : typeof value === 'boolean'
          ? false
          : typeof value === 'object'
            ? { extensionAttribute1: '', extensionAttribute15: '' }
            : '',
    ]),
  );
  await updateUser(lab.db, lab.userId, cleared);
  expect((await stored()).profile).toBeNull();
  await updateUser(lab.db, lab.userId, { surname: 'Simon' });
  expect((await stored()).profile).toBeNull();
});

test('what is not given stays, also of the extension attributes', async () => {
  await updateUser(lab.db, lab.userId, everything);
  await updateUser(lab.db, lab.userId, {
    city: 'Bergen',
    onPremisesExtensionAttributes: { extensionAttribute2: 'two' },
  });
  expect(await properties()).toMatchObject({
    ...everything,
    city: 'Bergen',
    onPremisesExtensionAttributes: {
      ...everything.onPremisesExtensionAttributes,
      extensionAttribute2: 'two',
    },
  });
});

test('a new user has them from the beginning, and when the password was set', async () => {
  const lee = { ...bSimon, userPrincipalName: 'k.lee@contoso.com', department: 'Legal' };
  const { id } = await createUser(lab.db, lee, now);
  const user = await findUserById(lab.db, id);
  expect(user).toMatchObject({
    profile: '{"department":"Legal"}',
    lastPasswordChangeDateTime: now.toISOString(),
  });
});

test('a form that was made from older values is refused', async () => {
  const tag = userTag(await stored());
  await updateUser(lab.db, lab.userId, { department: 'Legal' }, tag);
  const late = updateUser(lab.db, lab.userId, { department: 'Sales' }, tag);
  await expect(late).rejects.toMatchObject({ name: 'StaleVersion' });
});

describe('refuses', () => {
  test.each<[property: string, value: unknown, fault: string, code: string]>([
    ['department', 'x'.repeat(65), 'department', 'too_long'],
    ['employeeId', 'x'.repeat(17), 'employeeId', 'too_long'],
    ['jobTitle', 5, 'jobTitle', 'type'],
    ['jobTitle', null, 'jobTitle', 'type'],
    ['city', 'a\u0000b', 'city', 'character'],
    ['city', 'a\nb', 'city', 'character'],
    ['city', '\ud800', 'city', 'unicode'],
    ['usageLocation', 'no', 'usageLocation', 'malformed'],
    ['preferredLanguage', 'norsk bokmål', 'preferredLanguage', 'malformed'],
    ['preferredDataLocation', 'europe', 'preferredDataLocation', 'malformed'],
    ['consentProvidedForMinor', 'yes', 'consentProvidedForMinor', 'malformed'],
    ['businessPhones', ['1', '2'], 'businessPhones', 'too_many'],
    ['businessPhones', '1', 'businessPhones', 'type'],
    ['otherMails', ['b@home.example', 'home'], 'otherMails.1', 'malformed'],
    ['proxyAddresses', ['b@home.example'], 'proxyAddresses.0', 'malformed'],
    ['onPremisesSyncEnabled', 'yes', 'onPremisesSyncEnabled', 'type'],
    ['onPremisesSamAccountName', 'b simon', 'onPremisesSamAccountName', 'malformed'],
    ['onPremisesSecurityIdentifier', '1004', 'onPremisesSecurityIdentifier', 'malformed'],
    ['onPremisesExtensionAttributes', [], 'onPremisesExtensionAttributes', 'type'],
    [
      'onPremisesExtensionAttributes',
      { extensionAttribute16: 'x' },
      'onPremisesExtensionAttributes.extensionAttribute16',
      'unknown_property',
    ],
    [
      'onPremisesExtensionAttributes',
      { extensionAttribute1: 5 },
      'onPremisesExtensionAttributes.extensionAttribute1',
      'type',
    ],
    [
      'onPremisesExtensionAttributes',
      { extensionAttribute1: 'x'.repeat(1025) },
      'onPremisesExtensionAttributes.extensionAttribute1',
      'too_long',
    ],
    [
      'directoryExtensions',
      { extension_0123_colour: 'red' },
      'directoryExtensions.extension_0123_colour',
      'unknown_extension',
    ],
    ['shoeSize', '44', 'shoeSize', 'unknown_property'],
  ])('%s %j as %s, %s', async (property, value, fault, code) => {
    const before = await stored();
    const changes = { surname: 'Simon', [property]: value };
    await expectFault(updateUser(lab.db, lab.userId, untyped(changes)), fault, code);
    expect(await stored()).toEqual(before);
  });
});

describe('a directory extension', () => {
  const appId = '2f1b3c4d-5e6f-4071-8293-a4b5c6d7e8f9';
  const name = (last: string) => `extension_${appId.replaceAll('-', '')}_${last}`;

  async function registered() {
    const edit = await addApplication(lab.db, { tenantId, displayName: 'Reports', appId }, now);
    await addExtensionProperty(lab.db, edit, { name: 'colour' });
    await addExtensionProperty(lab.db, edit, { name: 'tags', isMultiValued: true });
    return edit;
  }

  test('that an application has registered takes a value, and a list where it has several', async () => {
    await registered();
    await updateUser(lab.db, lab.userId, {
      directoryExtensions: { [name('colour')]: 'red', [name('tags')]: ['a', 'b'] },
    });
    await updateUser(lab.db, lab.userId, { directoryExtensions: { [name('colour')]: 'blue' } });
    expect((await properties()).directoryExtensions).toEqual({
      [name('colour')]: 'blue',
      [name('tags')]: ['a', 'b'],
    });
    const list = { [name('colour')]: ['red', 'blue'] };
    const refused = updateUser(lab.db, lab.userId, { directoryExtensions: list });
    await expectFault(refused, `directoryExtensions.${name('colour')}`, 'not_multi_valued');
  });

  test('of another tenant is unknown', async () => {
    const other = { tenantId: fabrikam, displayName: 'Reports', appId };
    await addExtensionProperty(lab.db, await addApplication(lab.db, other, now), {
      name: 'colour',
    });
    const refused = updateUser(lab.db, lab.userId, {
      directoryExtensions: { [name('colour')]: 'red' },
    });
    await expectFault(refused, `directoryExtensions.${name('colour')}`, 'unknown_extension');
  });

  test('that was removed keeps its values, which can be emptied and not changed', async () => {
    const edit = await registered();
    await updateUser(lab.db, lab.userId, { directoryExtensions: { [name('colour')]: 'red' } });
    await removeExtensionProperty(lab.db, edit, name('colour'));
    const set = (value: string) =>
      updateUser(lab.db, lab.userId, { directoryExtensions: { [name('colour')]: value } });
    await set('red');
    await expectFault(set('blue'), `directoryExtensions.${name('colour')}`, 'unknown_extension');
    await set('');
    expect((await properties()).directoryExtensions).toEqual({});
    const gone = removeExtensionProperty(lab.db, edit, name('colour'));
    await expectNotFound(gone, 'extension property', name('colour'));
  });

  test.each([
    ['', 'required'],
    ['two words', 'malformed'],
    ['1st', 'malformed'],
    ['colour', 'taken'],
  ])('called "%s" is refused as %s', async (last, code) => {
    const edit = await registered();
    await expectFault(addExtensionProperty(lab.db, edit, { name: last }), 'name', code);
  });
});
