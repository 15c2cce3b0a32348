import { expect, test } from 'vitest';
import { claimsFor, explainClaims } from './claims.ts';
import { defaultConfiguration } from './claims-configuration.ts';
import { type GroupClaims, noGroupClaims } from './group-claims-configuration.ts';
import { type ClaimGroup, type Memberships, noMemberships } from './memberships.ts';

const W = 'http://schemas.microsoft.com/ws/2008/06/identity/claims/';
const user = {
  id: 'oid',
  displayName: 'K. Lee',
  userPrincipalName: 'K.Lee@contoso.com',
  givenName: 'K',
  surname: 'Lee',
  mail: 'k.lee@contoso.com',
};

const cloudOnly: ClaimGroup = {
  id: 'cloud',
  displayName: 'Survey takers',
  securityEnabled: true,
  onPremisesSyncEnabled: false,
  onPremisesSamAccountName: null,
  onPremisesNetBiosName: null,
  onPremisesDomainName: null,
  onPremisesSecurityIdentifier: null,
};
const synced: ClaimGroup = {
  id: 'synced',
  displayName: 'Sales of Contoso',
  securityEnabled: true,
  onPremisesSyncEnabled: true,
  onPremisesSamAccountName: 'sales',
  onPremisesNetBiosName: 'CONTOSO',
  onPremisesDomainName: 'contoso.com',
  onPremisesSecurityIdentifier: 'S-1-5-21-1-2-3-1001',
};
const mailing: ClaimGroup = { ...cloudOnly, id: 'mailing', securityEnabled: false };
const administrator = { id: 'role', roleTemplateId: 'template' };

const memberships: Memberships = {
  ...noMemberships,
  groups: [cloudOnly, synced, mailing],
  directoryRoles: [administrator],
};

function sent(changes: Partial<GroupClaims>, of: Partial<Memberships> = {}) {
  const groupClaims = { ...noGroupClaims, groupMembershipClaims: 'All' as const, ...changes };
  const source = {
    tenantId: 'tid',
    authnMethodsReferences: ['password'],
    user,
    groupClaims,
    memberships: { ...memberships, ...of },
  };
  const claims = claimsFor(source, defaultConfiguration);
  return {
    names: claims.map(({ name }) => name),
    all: Object.fromEntries(claims.map(({ name, values }) => [name, values])),
    reasons: Object.fromEntries(
      explainClaims(source, defaultConfiguration).map(({ name, reason }) => [name, reason]),
    ),
  };
}

/** A claim as position and values. */
const at = ({ names, all }: ReturnType<typeof sent>, name: string) => [
  names.indexOf(name) + 1,
  all[name],
];

test('groups are the fourth claim, roles the sixth, a group claim with its own name the last one', () => {
  const roles = { appRoles: ['Admin', 'Auditor'] };
  const plain = sent({}, roles);
  expect(at(plain, `${W}groups`)).toEqual([4, ['cloud', 'synced', 'mailing', 'role']]);
  expect(at(plain, `${W}role`)).toEqual([7, ['Admin', 'Auditor']]);
  const named = sent({ name: 'teams', namespace: 'http://example.com/claims' }, roles);
  expect(at(named, `${W}role`)).toEqual([6, ['Admin', 'Auditor']]);
  expect(at(named, 'http://example.com/claims/teams')[0]).toBe(named.names.length);
  expect(named.names).not.toContain(`${W}groups`);
});

test.each<[GroupClaims['groupMembershipClaims'], groups: string[] | undefined, wids?: string[]]>([
  ['None', undefined],
  ['All', ['cloud', 'synced', 'mailing', 'role'], ['template']],
  ['SecurityGroup', ['cloud', 'synced', 'role']],
  ['DirectoryRole', undefined, ['template']],
  ['ApplicationGroup', ['cloud', 'synced', 'mailing']],
])('%s: groups %o, wids %o', (groupMembershipClaims, groups, wids) => {
  const { all } = sent({ groupMembershipClaims });
  expect(all[`${W}groups`]).toEqual(groups);
  expect(all[`${W}wids`]).toEqual(wids);
});

test.each<[GroupClaims['sourceAttribute'], string[]]>([
  ['object_id', ['cloud', 'synced', 'mailing']],
  ['sam_account_name', ['sales']],
  ['netbios_domain_and_sam_account_name', ['CONTOSO\\sales']],
  ['dns_domain_and_sam_account_name', ['contoso.com\\sales']],
  ['on_premises_security_identifier', ['S-1-5-21-1-2-3-1001']],
  ['cloud_displayname', ['Survey takers', 'Survey takers']],
])('by %s: %o; a group without the attribute is dropped', (sourceAttribute, values) => {
  const { all } = sent({ groupMembershipClaims: 'ApplicationGroup', sourceAttribute });
  expect(all[`${W}groups`]).toEqual(values);
});

test('cloud-only groups by name, synchronized ones by their attribute', () => {
  const { all } = sent({
    groupMembershipClaims: 'ApplicationGroup',
    sourceAttribute: 'dns_domain_and_sam_account_name',
    cloudDisplayNames: true,
  });
  expect(all[`${W}groups`]).toEqual(['Survey takers', 'contoso.com\\sales', 'Survey takers']);
});

test('directory roles have an object ID and no other attribute', () => {
  expect(sent({ sourceAttribute: 'sam_account_name' }).all[`${W}groups`]).toEqual(['sales']);
});

test.each<[string, GroupClaims['filter'], string[]]>([
  ['prefix', { attribute: 'displayName', match: 'prefix', value: 'sales' }, ['synced']],
  ['suffix', { attribute: 'displayName', match: 'suffix', value: 'takers' }, ['cloud', 'mailing']],
  [
    'contains',
    { attribute: 'onPremisesSamAccountName', match: 'contains', value: 'ale' },
    ['synced'],
  ],
])('a filter by %s leaves other groups out', (_, filter, values) => {
  const choice = 'ApplicationGroup' as const;
  expect(sent({ groupMembershipClaims: choice, filter }).all[`${W}groups`]).toEqual(values);
});

test('a filter does not apply to directory roles; one that matches nobody sends no claim', () => {
  const filter = { attribute: 'displayName', match: 'prefix', value: 'nobody' } as const;
  expect(sent({ filter }).all[`${W}groups`]).toEqual(['role']);
  const none = sent({ filter }, { directoryRoles: [] });
  expect(none.names).not.toContain(`${W}groups`);
  expect(none.reasons[`${W}groups`]).toBe(
    'No group of the user matches the filter, so the claim is left out',
  );
});

const many = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ ...cloudOnly, id: `group ${n}` }));
const link = 'http://schemas.microsoft.com/claims/groups.link';

test('150 groups are sent; with 151 a link to Graph takes their place', () => {
  const none = { directoryRoles: [] };
  const all = sent({}, { groups: many(150), ...none });
  expect(all.all[`${W}groups`]).toHaveLength(150);
  expect(all.names).not.toContain(link);
  const over = sent({}, { groups: many(151), ...none });
  expect(over.names).not.toContain(`${W}groups`);
  expect(at(over, link)).toEqual([4, ['https://graph.windows.net/tid/users/oid/getMemberObjects']]);
  expect(sent({}, { groups: many(150) }).names).toContain(link);
});

test('the limit counts the groups that the choice and the filter leave', () => {
  const none = { directoryRoles: [] };
  const security = { groupMembershipClaims: 'SecurityGroup' as const };
  const mailings = many(200).map((group) => ({ ...group, securityEnabled: false }));
  const groups = [synced, ...mailings];
  expect(sent(security, { groups, ...none }).all[`${W}groups`]).toEqual(['synced']);
  const filter = { attribute: 'displayName', match: 'prefix', value: 'Sales' } as const;
  const filtered = { groups: [synced, ...many(900)], ...none };
  expect(sent({ filter }, filtered).all[`${W}groups`]).toEqual(['synced']);
  expect(sent({ filter }, { ...filtered, moreGroups: true }).names).toContain(link);
});

test('groups as role claims: under the name of the role claim, without app roles and whatever the own name is', () => {
  const roles = { appRoles: ['Admin'] };
  for (const name of ['', 'teams']) {
    const claims = sent(
      { emitAsRoles: true, name, groupMembershipClaims: 'ApplicationGroup' },
      roles,
    );
    expect(at(claims, `${W}role`)).toEqual([6, ['cloud', 'synced', 'mailing']]);
    expect(claims.names).not.toContain(`${W}groups`);
    expect(claims.names).not.toContain('teams');
  }
  expect(
    sent({ emitAsRoles: true }, { ...roles, groups: [], directoryRoles: [] }).names,
  ).not.toContain(`${W}role`);
});

const assigned = {
  groupMembershipClaims: 'ApplicationGroup',
  sourceAttribute: 'cloud_displayname',
  name: 'team',
} as const;
const named = (...names: string[]) => ({
  groups: names.map((displayName) => ({ ...cloudOnly, displayName })),
});

test('a regex of .NET makes the values and leaves out groups that do not match', () => {
  const regex = { pattern: "^(?i)redis-(?'role'owner|member)$", replacement: '2613034={role}' };
  const groups = named('Redis-owner', 'Sales', 'redis-member', 'redis-member-of-old');
  const claims = sent({ ...assigned, regex }, groups);
  expect(claims.all.team).toEqual(['2613034=owner', '2613034=member']);
  expect(claims.names).not.toContain(`${W}groups`);
  expect(claims.reasons.team).toContain('2 of them do not match and are left out');
  const asRoles = sent({ ...assigned, regex, emitAsRoles: true }, groups);
  expect(asRoles.all[`${W}role`]).toEqual(['2613034=owner', '2613034=member']);
});

test('$ is no placeholder: Entra sends it', () => {
  const regex = { pattern: '^redis-(?<role>.+)$', replacement: ['1=$', '{role}'].join('') };
  expect(sent({ ...assigned, regex }, named('redis-owner')).all.team).toEqual(['1=$owner']);
});

test('a regex that matches no group: the original groups claim, in its place', () => {
  const regex = { pattern: '^redis-(?<role>.+)$', replacement: '{role}' };
  const claims = sent({ ...assigned, regex }, named('Sales', 'Staff'));
  expect(at(claims, `${W}groups`)).toEqual([4, ['Sales', 'Staff']]);
  expect(claims.names).not.toContain('team');
  expect(sent({ ...assigned, regex }, named()).names).not.toContain(`${W}groups`);
});

test('a regex is not applied under a reserved name', () => {
  const regex = { pattern: '^(?<all>.+)$', replacement: 'x-{all}' };
  const config = { ...assigned, regex, name: 'wids', namespace: W.slice(0, -1) };
  expect(sent(config, named('Sales')).all[`${W}groups`]).toEqual(['Sales']);
});

test('a runaway regex ends the sign-in after one limit for all groups', () => {
  const regex = { pattern: '^(?<all>(a|a)+)$', replacement: '{all}' };
  const groups = named(...Array.from({ length: 150 }, () => `${'a'.repeat(40)}!`));
  expect(() => sent({ ...assigned, regex }, groups)).toThrow(
    expect.objectContaining({
      name: 'ClaimFailure',
      claim: 'team',
      cause: expect.objectContaining({ code: 501621 }),
    }),
  );
  expect(sent({ ...assigned, regex }, named('aaa')).all.team).toEqual(['aaa']);
});

test('a reserved name is ignored: the claim has the name that Entra gives it', () => {
  const { names } = sent({ name: 'wids', namespace: W.slice(0, -1) }, { directoryRoles: [] });
  expect(names).toContain(`${W}groups`);
  expect(names).not.toContain(`${W}wids`);
});

test('no role claim without a value; none of either for an application without roles and group claims', () => {
  const none = sent({ groupMembershipClaims: 'None' }, { appRoles: [] });
  expect(none.names).toHaveLength(9);
  expect(none.reasons[`${W}role`]).toBe(
    'The user has no app role with a value, so the claim is left out',
  );
  expect(sent({ groupMembershipClaims: 'None' }).reasons[`${W}role`]).toBeUndefined();
});
