import { describe, expect, test } from 'vitest';
import { type ClaimCondition, type ConditionUserType, resolve } from './claim-conditions.ts';
import { personalAccounts } from './identity-provider.ts';
import type { ClaimsUser } from './user-attributes.ts';
import type { Transformation, ValueSource } from './value-source.ts';

const constant = (value: string): ValueSource => ({ kind: 'constant', value });
const when = (
  userType: ConditionUserType,
  source: ValueSource,
  groupIds: readonly string[] = [],
): ClaimCondition => ({ userType, groupIds, source });

const member: ClaimsUser = {
  id: 'oid',
  displayName: 'Britta',
  userPrincipalName: 'britta@contoso.com',
  givenName: null,
  surname: null,
  mail: 'britta@fabrikam.com',
  userType: 'Member',
};
const entraGuest = { ...member, userType: 'Guest', homeTenantId: 'fabrikam' };
const personalGuest = { ...entraGuest, homeTenantId: personalAccounts.tenantId };
const internalGuest = { ...entraGuest, homeTenantId: null };
const externalMember = { ...entraGuest, userType: 'Member' };

test.each<[string, ClaimsUser, ConditionUserType[]]>([
  ['a member', member, ['Any', 'Members']],
  ['a guest from another tenant', entraGuest, ['Any', 'AllGuests', 'MicrosoftEntraGuests']],
  ['a guest with a personal account', personalGuest, ['Any', 'AllGuests', 'ExternalGuests']],
  ['a guest without a home account', internalGuest, ['Any', 'AllGuests', 'ExternalGuests']],
  ['a member from another tenant', externalMember, ['Any']],
])('%s is %o', (_, user, types) => {
  const all = ['Any', 'Members', 'AllGuests', 'MicrosoftEntraGuests', 'ExternalGuests'] as const;
  const met = all.filter(
    (type) => resolve({ conditions: [when(type, constant('x'))] }, { user }).values.length > 0,
  );
  expect(met).toEqual(types);
});

test('one of the groups is enough, and a user outside of them meets no condition', () => {
  const conditions = [when('Any', constant('staff'), ['g1', 'g2'])];
  const inGroups = (...ids: string[]) =>
    resolve({ conditions }, { user: member, groupIds: new Set(ids) }).values;
  expect(inGroups('g2', 'g3')).toEqual(['staff']);
  expect(inGroups('g3')).toEqual([]);
  expect(resolve({ conditions }, { user: member }).values).toEqual([]);
});

describe('the examples of Microsoft (saml-claims-customization.md)', () => {
  const profile = JSON.stringify({
    otherMails: ['other@fabrikam.com'],
    onPremisesExtensionAttributes: { extensionAttribute1: 'one' },
  });
  const britta = { ...entraGuest, profile };
  const attribute = (name: string) => ({ kind: 'attribute', attribute: name }) as ValueSource;
  const same = (name: string): ValueSource => {
    const input = { kind: 'attribute', attribute: name } as Transformation['input'];
    return { kind: 'transformation', transformations: [{ method: 'ToLowercase', input }] };
  };

  test('the last condition that the user meets wins', () => {
    const conditions = [
      when('Members', constant('never')),
      when('AllGuests', attribute('user.extensionattribute1')),
      when('MicrosoftEntraGuests', attribute('user.mail')),
    ];
    expect(resolve({ conditions }, { user: britta })).toMatchObject({
      values: ['britta@fabrikam.com'],
      reason: 'Condition 3 (Microsoft Entra guests) wins: user.mail',
    });
  });

  const mixed = [
    when('AllGuests', same('user.extensionattribute1')),
    when('MicrosoftEntraGuests', same('user.othermail')),
    when('MicrosoftEntraGuests', attribute('user.mail')),
  ];

  test('conditions with a transformation come after those with an attribute', () => {
    expect(resolve({ conditions: mixed }, { user: britta }).values).toEqual(['other@fabrikam.com']);
  });

  test('a condition without a value is passed over', () => {
    const withoutOther = { ...britta, profile: profile.replace('other@fabrikam.com', '') };
    expect(resolve({ conditions: mixed }, { user: withoutOther }).values).toEqual(['one']);
  });
});

test('the source of the claim is for users for whom no condition gives a value', () => {
  const conditions = [when('AllGuests', constant('guest'))];
  const source = constant('everybody');
  expect(resolve({ source, conditions }, { user: member }).values).toEqual(['everybody']);
  expect(resolve({ source, conditions }, { user: entraGuest }).values).toEqual(['guest']);
  expect(resolve({ conditions }, { user: member })).toEqual({
    values: [],
    reason: 'No condition applies, so the claim is left out',
  });
});
