import { expect, test } from 'vitest';
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
import { createUser } from '../users/create-user.ts';
import { addGroupMembers, removeGroupMember } from './group-members.ts';
import { findGroup, groupsOfUser } from './groups.ts';
import { createGroup, deleteGroup, groupTag, updateGroup } from './manage-groups.ts';

const lab = smallDirectoryForEachTest();
const sales = { tenantId, displayName: 'Sales', description: 'All' };
const create = (changed: object = {}) => createGroup(lab.db, { ...sales, ...changed }, now);

test.each<[property: string, value: unknown, code: string]>([
  ['displayName', '', 'required'],
  ['displayName', 'x'.repeat(257), 'too_long'],
  ['description', 'x'.repeat(1025), 'too_long'],
  ['displayName', 5, 'type'],
  ['displayName', undefined, 'type'],
  ['description', null, 'type'],
  ['tenantId', {}, 'type'],
  ['members', [], 'unknown_property'],
])('refuses %s %o as %s', async (property, value, code) => {
  await expectFault(create({ [property]: value }), property, code);
  const { id } = await create({ description: undefined });
  expect(await findGroup(lab.db, tenantId, id)).toMatchObject({ description: null });
});

test('wrong types and broken rules are named together, when a group is made and when it is changed', async () => {
  const wrong = untyped({
    displayName: 5,
    mailNickname: 'a b',
    groupTypes: ['Dynamic'],
    colour: 'red',
  });
  const faults = [
    { property: 'displayName', code: 'type' },
    { property: 'colour', code: 'unknown_property' },
    { property: 'groupTypes', code: 'group_type' },
    { property: 'mailNickname', code: 'character' },
  ];
  await expect(create(wrong)).rejects.toMatchObject({ faults });
  const { id } = await create();
  await expect(updateGroup(lab.db, id, wrong)).rejects.toMatchObject({ faults });
  await updateGroup(lab.db, id, { displayName: 'Team', mailNickname: 'team' }); // the control
});

test('an unknown tenant or group is not found', async () => {
  await expectNotFound(create({ tenantId: 'nope' }), 'tenant', 'nope');
  const writes = (id: string) => [
    () => updateGroup(lab.db, id, { displayName: 'X' }),
    () => addGroupMembers(lab.db, id, [lab.userId]),
    () => removeGroupMember(lab.db, id, lab.userId),
    () => deleteGroup(lab.db, id),
  ];
  for (const write of writes('nope')) await expectNotFound(write(), 'group', 'nope');
  for (const write of writes(untyped(null))) await expectFault(write(), 'groupId', 'type');
  for (const write of writes((await create()).id)) await expect(write()).resolves.toBeUndefined();
});

test('changes the properties that are given; a late form is refused', async () => {
  const { id } = await create();
  const group = () => findGroup(lab.db, tenantId, id);
  const before = await group();
  const tag = before && groupTag(before);
  await updateGroup(lab.db, id, { displayName: 'Survey takers' }, tag);
  expect(await group()).toMatchObject({ displayName: 'Survey takers', description: 'All' });
  const late = updateGroup(lab.db, id, { displayName: 'Second' }, tag);
  await expect(late).rejects.toMatchObject({ name: 'StaleVersion' });
  await expectFault(updateGroup(lab.db, id, { displayName: '' }), 'displayName', 'required');
  await updateGroup(lab.db, id, { description: '' });
  expect(await group()).toMatchObject({ displayName: 'Survey takers', description: null });
});

test('members are users of the same tenant', async () => {
  const groups = async () =>
    (await groupsOfUser(lab.db, lab.userId, { page: 1, pageSize: 50 })).rows;
  const { id } = await create();
  await expectNotFound(addGroupMembers(lab.db, id, [lab.userId, 'nope']), 'user', 'nope');
  const theirs = { ...bSimon, tenantId: fabrikam, userPrincipalName: 'b.simon@fabrikam.com' };
  const other = await createUser(lab.db, theirs, now);
  await expectNotFound(addGroupMembers(lab.db, id, [other.id]), 'user', other.id);
  await expectFault(addGroupMembers(lab.db, id, untyped(lab.userId)), 'userIds', 'type');
  expect(await groups()).toEqual([]);
  await addGroupMembers(lab.db, id, [lab.userId, lab.userId]);
  await addGroupMembers(lab.db, id, [lab.userId]);
  expect(await groups()).toEqual([{ id, displayName: 'Sales' }]);
  await removeGroupMember(lab.db, id, lab.userId);
  await removeGroupMember(lab.db, id, lab.userId);
  expect(await groups()).toEqual([]);
});
