import { expect, test } from 'vitest';
import { createPolicy } from '../policies/manage-policies.ts';
import { evaluatePolicies } from '../sign-in/conditional-access.ts';
import {
  expectFault,
  expectNotFound,
  fabrikam,
  now,
  smallDirectoryForEachTest,
  tenantId,
  untyped,
} from '../testing/small-directory.ts';
import { claimGroupsOf } from './claim-groups.ts';
import { addGroupMembers } from './group-members.ts';
import { createGroup, deleteGroup, updateGroup } from './manage-groups.ts';
import { addMemberGroups, listMemberGroups, removeMemberGroup } from './nested-groups.ts';
import { transitiveGroupIds } from './transitive-groups.ts';

const lab = smallDirectoryForEachTest();
const create = async (displayName: string, more: object = {}) =>
  (await createGroup(lab.db, { tenantId, displayName, ...more }, now)).id;
const page = { page: 1, pageSize: 50 };
const names = async (wanted: 'all' | 'security' = 'all') => {
  const values = { userId: lab.userId, servicePrincipalId: '' };
  const { groups } = await claimGroupsOf(lab.db, wanted, values);
  return groups.map(({ displayName }) => displayName).sort();
};

test('a user is in the groups that contain groups of the user, at any depth', async () => {
  const ids = await Promise.all(['A', 'B', 'C', 'D'].map((name) => create(name)));
  const [a = '', b = '', c = '', d = ''] = ids;
  await addGroupMembers(lab.db, a, [lab.userId]);
  await addMemberGroups(lab.db, b, [a]);
  await addMemberGroups(lab.db, c, [b, d]);
  expect(await names()).toEqual(['A', 'B', 'C']);
  expect(await transitiveGroupIds(lab.db, lab.userId)).toEqual(new Set([a, b, c]));
  expect((await listMemberGroups(lab.db, c, page)).rows).toEqual([
    { id: b, displayName: 'B' },
    { id: d, displayName: 'D' },
  ]);
  await removeMemberGroup(lab.db, c, b);
  await removeMemberGroup(lab.db, c, b);
  expect(await names()).toEqual(['A', 'B']);
  await deleteGroup(lab.db, a);
  expect(await names()).toEqual([]);
});

test('groups that contain each other, in a circle of any size', async () => {
  const [a, b, c] = [await create('A'), await create('B'), await create('C')];
  await addGroupMembers(lab.db, a, [lab.userId]);
  for (const [group, member] of [
    [b, a],
    [c, b],
    [a, c],
    [a, b],
    [b, c],
  ] as const)
    await addMemberGroups(lab.db, group, [member]);
  expect(await names()).toEqual(['A', 'B', 'C']);
});

test('a chain of 1,200 groups ends where the limit of what is read does', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 1200; n++) ids.push(await create(`Group ${n}`));
  await addGroupMembers(lab.db, ids[0] ?? '', [lab.userId]);
  const rows = ids.slice(1).map((groupId, n) => ({ groupId, memberGroupId: ids[n] ?? '' }));
  for (let at = 0; at < rows.length; at += 400)
    await lab.db
      .insertInto('memberGroup')
      .values(rows.slice(at, at + 400))
      .execute();
  const values = { userId: lab.userId, servicePrincipalId: '' };
  const found = await claimGroupsOf(lab.db, 'all', values);
  expect([found.groups.length, found.moreGroups]).toEqual([1000, true]);
});

test('security groups alone, also through a group that is none', async () => {
  const [a, list, b] = [
    await create('A'),
    await create('List', { mailEnabled: true, securityEnabled: false }),
    await create('B'),
  ];
  await addGroupMembers(lab.db, a, [lab.userId]);
  await addMemberGroups(lab.db, list, [a]);
  await addMemberGroups(lab.db, b, [list]);
  expect(await names('security')).toEqual(['A', 'B']);
});

test('members are other groups of the tenant, and no Microsoft 365 groups', async () => {
  const [a, b] = [await create('A'), await create('B')];
  const unified = await create('Team', { groupTypes: ['Unified'] });
  const { id: theirs } = await createGroup(lab.db, { tenantId: fabrikam, displayName: 'T' }, now);
  const add = (group: string, members: string[]) => addMemberGroups(lab.db, group, members);
  await expectNotFound(add('nope', [a]), 'group', 'nope');
  await expectNotFound(add(a, [b, 'nope']), 'group', 'nope');
  await expectNotFound(add(a, [theirs]), 'group', theirs);
  await expectFault(add(a, [b, a]), 'memberGroupIds.1', 'itself');
  await expectFault(add(a, [unified]), 'memberGroupIds.0', 'unified');
  await expectFault(add(unified, [a]), 'memberGroupIds.0', 'unified');
  await expectFault(add(a, untyped('x')), 'memberGroupIds', 'type');
  expect((await listMemberGroups(lab.db, a, page)).total).toBe(0);
  await add(a, [b, b]);
  await expectFault(
    updateGroup(lab.db, b, { groupTypes: ['Unified'], mailEnabled: true }),
    'groupTypes',
    'nested',
  );
});

test('a policy applies to the users of nested groups', async () => {
  const [inner, outer] = [await create('Inner'), await create('Outer')];
  await addGroupMembers(lab.db, inner, [lab.userId]);
  await createPolicy(
    lab.db,
    tenantId,
    {
      displayName: 'Block',
      state: 'enabled',
      conditions: {
        includeUsers: 'selected',
        includeUserIds: [],
        includeGroupIds: [outer],
        excludeUserIds: [],
        excludeGroupIds: [],
        includeApplications: 'all',
        servicePrincipalIds: [],
      },
      grantControl: 'block',
    },
    now,
  );
  const signIn = {
    tenantId,
    userId: lab.userId,
    servicePrincipalId: 'any',
    authnInstant: now,
    methods: ['password'] as const,
  };
  expect((await evaluatePolicies(lab.db, signIn, now)).demand).toBeUndefined();
  await addMemberGroups(lab.db, outer, [inner]);
  expect(await evaluatePolicies(lab.db, signIn, now)).toMatchObject({ demand: 'block' });
});
