import { beforeEach, expect, test } from 'vitest';
import { inChunks } from '../../../store/in-chunks.ts';
import { noGroupClaims } from '../../response/group-claims-configuration.ts';
import { addGroupMembers } from '../groups/group-members.ts';
import { createGroup } from '../groups/manage-groups.ts';
import { addMemberGroups } from '../groups/nested-groups.ts';
import { membershipsFor } from '../sign-in/memberships.ts';
import { applicationById } from '../sign-in/sign-in-applications.ts';
import { tagOf } from '../stale-version.ts';
import {
  expectFault,
  expectNotFound,
  now,
  smallDirectoryForEachTest,
  tenantId,
  untyped,
} from '../testing/small-directory.ts';
import { setDirectoryRoles } from '../users/directory-roles.ts';
import { requireApplication } from './application-details.ts';
import { addApplication } from './applications.ts';
import { assign } from './assignments.ts';
import { saveClaim } from './claims-settings.ts';
import { setGroupClaims } from './group-claims-settings.ts';
import { groupClaimsOf } from './stored-group-claims.ts';

const lab = smallDirectoryForEachTest();
let servicePrincipalId: string;
beforeEach(async () => {
  const added = await addApplication(lab.db, { tenantId, displayName: 'Peakon' }, now);
  servicePrincipalId = added.servicePrincipalId;
});

const set = (values: object, tag?: string) =>
  setGroupClaims(lab.db, { servicePrincipalId, tag }, {
    groupMembershipClaims: 'ApplicationGroup',
    ...values,
  } as Parameters<typeof setGroupClaims>[2]);
const stored = async () =>
  groupClaimsOf(await requireApplication(lab.db, tenantId, servicePrincipalId));

test('what is not given has its default; None is how an application starts', async () => {
  expect(await stored()).toEqual(noGroupClaims);
  await set({ emitAsRoles: true });
  expect(await stored()).toEqual({
    ...noGroupClaims,
    groupMembershipClaims: 'ApplicationGroup',
    emitAsRoles: true,
  });
  await set({ name: 'teams' });
  expect(await stored()).toMatchObject({ name: 'teams', emitAsRoles: false });
  await set({ groupMembershipClaims: 'None' });
  expect(await stored()).toEqual(noGroupClaims);
});

test('wrong types and broken rules are named together', async () => {
  const refused = set({
    groupMembershipClaims: 5,
    sourceAttribute: 'colour',
    filter: { attribute: 5, match: 'middle' },
    regex: { pattern: '(', replacement: 5 },
    name: 'a b',
  });
  const properties = [
    'groupMembershipClaims',
    'filter.attribute',
    'filter.value',
    'regex.replacement',
  ].concat(['sourceAttribute', 'filter.match', 'name', 'regex.pattern']);
  await expect(refused).rejects.toMatchObject({
    faults: properties.map((property) => ({ property })),
  });
});

test('a later claim does not take the name of the group claim, nor the other way round', async () => {
  const claim = (name: string) =>
    saveClaim(lab.db, { servicePrincipalId }, undefined, {
      name,
      namespace: '',
      source: { kind: 'constant', value: 'x' },
    });
  await set({ name: 'teams' });
  await expectFault(claim('teams'), 'name', 'taken');
  await claim('Teams'); // another name
  await expectFault(set({ name: 'Teams' }), 'name', 'taken');
  await set({ name: 'groupsOfTheUser' });
  await claim('teams'); // free again
  await set({ groupMembershipClaims: 'None', name: '' });
  await claim('groupsOfTheUser');
});

const filter = { attribute: 'displayName', match: 'prefix', value: 'Sales' };
const regex = { pattern: '^Sales-(?<team>.+)$', replacement: '{team}' };

test.each<[values: object, property: string, code: string]>([
  [{ groupMembershipClaims: 'Everything' }, 'groupMembershipClaims', 'unknown'],
  [{ groupMembershipClaims: 5 }, 'groupMembershipClaims', 'type'],
  [{ sourceAttribute: 'displayName' }, 'sourceAttribute', 'unknown'],
  [
    { groupMembershipClaims: 'All', sourceAttribute: 'cloud_displayname' },
    'sourceAttribute',
    'assigned_only',
  ],
  [
    {
      groupMembershipClaims: 'SecurityGroup',
      sourceAttribute: 'sam_account_name',
      cloudDisplayNames: true,
    },
    'cloudDisplayNames',
    'assigned_only',
  ],
  [{ cloudDisplayNames: true }, 'cloudDisplayNames', 'attribute'],
  [{ filter: { ...filter, attribute: 'mail' } }, 'filter.attribute', 'unknown'],
  [{ filter: { ...filter, match: 'regex' } }, 'filter.match', 'unknown'],
  [{ filter: { ...filter, value: '' } }, 'filter.value', 'required'],
  [{ filter: { ...filter, value: 'x'.repeat(257) } }, 'filter.value', 'too_long'],
  [{ name: 'my groups' }, 'name', 'malformed'],
  [{ namespace: 'http://example.com' }, 'name', 'required'],
  [{ name: 'teams', namespace: 'example' }, 'namespace', 'malformed'],
  [
    { name: 'name', namespace: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims' },
    'name',
    'taken',
  ],
  [{ regex }, 'name', 'required'],
  [{ name: 'team', regex: { ...regex, pattern: '' } }, 'regex.pattern', 'required'],
  [{ name: 'team', regex: { ...regex, pattern: '(' } }, 'regex.pattern', 'pattern'],
  [{ name: 'team', regex: { ...regex, replacement: '' } }, 'regex.replacement', 'required'],
  [
    { name: 'team', regex: { ...regex, replacement: '{nope}' } },
    'regex.replacement',
    'unknown_group',
  ],
  [{ mode: 'All' }, 'mode', 'unknown_property'],
])('refuses %o: %s %s', async (values, property, code) => {
  await expectFault(set(values), property, code);
  expect(await stored()).toEqual(noGroupClaims);
});

test('a late form and an unknown application are refused; a reserved name is not, as in Entra', async () => {
  const tag = tagOf(await stored());
  await set({ filter }, tag);
  await expect(set({}, tag)).rejects.toMatchObject({ name: 'StaleVersion' });
  await expectNotFound(
    setGroupClaims(lab.db, { servicePrincipalId: 'nope' }, { groupMembershipClaims: 'All' }),
    'application',
    'nope',
  );
  await expectFault(set({ filter: untyped('Sales') }), 'filter', 'type');
  await set({
    name: 'role',
    namespace: 'http://schemas.microsoft.com/ws/2008/06/identity/claims',
  });
});

/** The memberships that a sign-in of B.Simon would read. */
async function memberships() {
  const application = await applicationById(lab.db, servicePrincipalId);
  if (!application) throw new Error('The application is gone');
  const { groups, directoryRoles } = await membershipsFor(lab.db, application, lab.userId);
  return [
    groups.map(({ displayName }) => displayName).sort(),
    directoryRoles.map(({ roleTemplateId }) => roleTemplateId),
  ];
}

test('what is read for each choice: assigned groups with the user as direct member, or all groups at any depth', async () => {
  const group = async (displayName: string, more: object = {}) =>
    (await createGroup(lab.db, { tenantId, displayName, ...more }, now)).id;
  const [direct, assigned] = [await group('Direct'), await group('Assigned')];
  const [outer, list] = [await group('Outer'), await group('List', { groupTypes: ['Unified'] })];
  for (const one of [direct, assigned, list]) await addGroupMembers(lab.db, one, [lab.userId]);
  await addMemberGroups(lab.db, outer, [direct]);
  for (const groupId of [assigned, outer])
    await assign(lab.db, { servicePrincipalId, groupId }, now);
  await setDirectoryRoles(lab.db, lab.userId, ['User Administrator', 'Global Reader']);
  const roles = ['f2ef992c-3afb-46b9-b7cf-a126ee74c451', 'fe930be7-5e62-47db-91af-98c3a49a38b1'];
  const read = async (groupMembershipClaims: string, more = {}) => {
    await set({ groupMembershipClaims, ...more });
    return memberships();
  };
  expect(await read('None')).toEqual([[], []]);
  expect(await read('ApplicationGroup')).toEqual([['Assigned'], []]);
  expect(await read('SecurityGroup')).toEqual([['Assigned', 'Direct', 'Outer'], roles]);
  expect(await read('All')).toEqual([['Assigned', 'Direct', 'List', 'Outer'], roles]);
  expect(await read('DirectoryRole')).toEqual([[], roles]);
});

test('the query of a sign-in without group claims and role values is the one of before', async () => {
  const queries: string[] = [];
  const application = await applicationById(lab.db, servicePrincipalId);
  if (!application) throw new Error('The application is gone');
  const noQueries = new Proxy(lab.db, {
    get: (_, name) => {
      queries.push(String(name));
      throw new Error('A query');
    },
  });
  await membershipsFor(noQueries, application, lab.userId);
  expect(queries).toEqual([]);
  await expect(
    membershipsFor(noQueries, { ...application, hasRoleValues: true }, lab.userId),
  ).rejects.toThrow('A query');
});

test('of a user in 10,000 groups no more are read than a token can have, or than a filter takes', async () => {
  const rows = Array.from({ length: 10_000 }, (_, n) => ({
    id: `group-${n}`,
    tenantId,
    displayName: `Group ${n}`,
    createdDateTime: now.toISOString(),
    description: null,
    securityEnabled: 1,
    mailEnabled: 0,
    groupTypes: '[]',
    mailNickname: `group-${n}`,
    onPremisesSyncEnabled: 0,
    onPremisesSamAccountName: null,
    onPremisesNetBiosName: null,
    onPremisesDomainName: null,
    onPremisesSecurityIdentifier: null,
  }));
  for (const some of inChunks(rows)) {
    await lab.db.insertInto('directoryGroup').values(some).execute();
    const members = some.map(({ id: groupId }) => ({ groupId, userId: lab.userId }));
    await lab.db.insertInto('groupMember').values(members).execute();
  }
  const read = async (values: object) => {
    await set(values);
    const application = await applicationById(lab.db, servicePrincipalId);
    if (!application) throw new Error('The application is gone');
    const { groups, moreGroups } = await membershipsFor(lab.db, application, lab.userId);
    return [groups.length, moreGroups];
  };
  const all = { groupMembershipClaims: 'All' };
  expect(await read(all)).toEqual([150, true]);
  expect(await read({ groupMembershipClaims: 'SecurityGroup' })).toEqual([150, true]);
  expect(await read({ ...all, filter })).toEqual([1000, true]);
  const keep = (count: number) =>
    lab.db
      .deleteFrom('groupMember')
      .where(
        'groupId',
        'not in',
        rows.slice(0, count).map(({ id }) => id),
      )
      .execute();
  await keep(1000);
  expect(await read({ ...all, filter })).toEqual([1000, false]);
  await keep(151);
  expect(await read(all)).toEqual([150, true]);
  await keep(150);
  expect(await read(all)).toEqual([150, false]);
});
