import { beforeEach, expect, test } from 'vitest';
import { addGroupMembers } from '../groups/group-members.ts';
import { createGroup } from '../groups/manage-groups.ts';
import { addMemberGroups } from '../groups/nested-groups.ts';
import { membershipsFor } from '../sign-in/memberships.ts';
import { applicationById } from '../sign-in/sign-in-applications.ts';
import {
  expectFault,
  expectNotFound,
  now,
  smallDirectoryForEachTest,
  tenantId,
  untyped,
} from '../testing/small-directory.ts';
import { appRolePropertiesOf, appRolesOf } from './app-roles.ts';
import { addApplication } from './applications.ts';
import { listAssignments } from './assignment-list.ts';
import { assign } from './assignments.ts';
import { appRoleTag, deleteAppRole, saveAppRole } from './manage-app-roles.ts';

const lab = smallDirectoryForEachTest();
let servicePrincipalId: string;
beforeEach(async () => {
  const added = await addApplication(lab.db, { tenantId, displayName: 'Peakon' }, now);
  servicePrincipalId = added.servicePrincipalId;
});

const save = (given: object, id?: string, tag?: string) =>
  saveAppRole(lab.db, { servicePrincipalId, tag }, id, given);
const create = async (value: string) => (await save({ displayName: `Role ${value}`, value })).id;
const roleOf = async (id: string) =>
  (await appRolesOf(lab.db, servicePrincipalId)).find((role) => role.id === id);

/** What the role claim of B.Simon would say. */
async function rolesSent() {
  const application = await applicationById(lab.db, servicePrincipalId);
  if (!application) throw new Error('The application is gone');
  return (await membershipsFor(lab.db, application, lab.userId)).appRoles;
}

test('a role has defaults; later ones come after the two of every application', async () => {
  const { id } = await save({ displayName: 'Survey Writer', value: 'Survey.Create' });
  const roles = await appRolesOf(lab.db, servicePrincipalId);
  expect(roles.map(({ displayName }) => displayName)).toEqual([
    'User',
    'msiam_access',
    'Survey Writer',
  ]);
  const role = await roleOf(id);
  expect(role && appRolePropertiesOf(role)).toEqual({
    displayName: 'Survey Writer',
    description: 'Survey Writer',
    value: 'Survey.Create',
    allowedMemberTypes: ['User'],
    isEnabled: true,
  });
});

test.each<[property: string, value: unknown, code: string]>([
  ['displayName', '', 'required'],
  ['displayName', 'x'.repeat(101), 'too_long'],
  ['description', '', 'required'],
  ['description', 'x'.repeat(1001), 'too_long'],
  ['value', 'x'.repeat(121), 'too_long'],
  ['value', 'Survey Writer', 'character'],
  ['value', 'Ärztin', 'character'],
  ['value', '"quoted"', 'character'],
  ['value', 'back\\slash', 'character'],
  ['value', 'Taken', 'taken'],
  ['allowedMemberTypes', [], 'member_type'],
  ['allowedMemberTypes', ['User', 'Group'], 'member_type'],
  ['isEnabled', 'yes', 'type'],
  ['origin', 'Application', 'unknown_property'],
])('refuses %s %o as %s', async (property, value, code) => {
  await create('Taken');
  const given = { displayName: 'Admin', description: 'A', value: 'Admin', [property]: value };
  await expectFault(save(given), property, code);
  expect(await appRolesOf(lab.db, servicePrincipalId)).toHaveLength(3);
});

test('every sign that Graph allows in a value, and the value that the role had before', async () => {
  const value = "aZ09:!#$%&'()*+,-./;<=>?@[]^_`{|}~";
  const id = await create(value);
  await save({ displayName: 'Renamed', value }, id);
  expect(await roleOf(id)).toMatchObject({ displayName: 'Renamed', value });
});

test('changes what is given; a late form is refused', async () => {
  const id = await create('Admin');
  const tag = appRoleTag(await roleOf(id));
  await save({ description: 'Administrators only' }, id, tag);
  expect(await roleOf(id)).toMatchObject({ value: 'Admin', description: 'Administrators only' });
  await expect(save({ value: 'X' }, id, tag)).rejects.toMatchObject({ name: 'StaleVersion' });
  await save({ value: '' }, id);
  expect(await roleOf(id)).toMatchObject({ value: null });
  await expectNotFound(save({ value: 'X' }, 'nope'), 'app role', 'nope');
  await expectFault(save({ value: 'X' }, untyped(5)), 'id', 'type');
});

test('a role is disabled before it is deleted; its assignments are removed with it', async () => {
  const id = await create('Admin');
  const remove = () => deleteAppRole(lab.db, { servicePrincipalId }, id);
  await assign(lab.db, { servicePrincipalId, userId: lab.userId, appRoleId: id }, now);
  await assign(lab.db, { servicePrincipalId, userId: lab.userId }, now);
  await expectFault(remove(), 'isEnabled', 'enabled');
  await save({ isEnabled: false }, id);
  expect(await rolesSent()).toEqual(['Admin']);
  await remove();
  const page = { page: 1, pageSize: 50, search: '' };
  expect((await listAssignments(lab.db, { servicePrincipalId, ...page })).rows).toMatchObject([
    { roleDisplayName: 'Default Access' },
  ]);
  expect(await rolesSent()).toBeUndefined();
  await expectNotFound(remove(), 'app role', id);
});

test('a disabled role, and one for applications only, cannot be assigned', async () => {
  const disabled = (await save({ displayName: 'Off', isEnabled: false })).id;
  const forApps = (await save({ displayName: 'Daemon', allowedMemberTypes: ['Application'] })).id;
  const both = { displayName: 'Both', allowedMemberTypes: ['User', 'Application'] };
  const to = (appRoleId: string) =>
    assign(lab.db, { servicePrincipalId, userId: lab.userId, appRoleId }, now);
  await expectFault(to(disabled), 'appRoleId', 'disabled');
  await expectFault(to(forApps), 'appRoleId', 'member_type');
  await expectFault(to('nope'), 'appRoleId', 'unknown');
  await to((await save(both)).id);
});

test('role values: assigned in person and to a group with the user as direct member, each once, in the order of the roles', async () => {
  const [admin, auditor, third] = [
    await create('Admin'),
    await create('Auditor'),
    await create('3'),
  ];
  const group = async (displayName: string) =>
    (await createGroup(lab.db, { tenantId, displayName }, now)).id;
  const [direct, outer] = [await group('Direct'), await group('Outer')];
  await addGroupMembers(lab.db, direct, [lab.userId]);
  await addMemberGroups(lab.db, outer, [direct]);
  const [user] = await appRolesOf(lab.db, servicePrincipalId);
  expect(await rolesSent()).toEqual([]);
  const assignments = [
    { groupId: direct, appRoleId: auditor },
    { groupId: direct, appRoleId: admin },
    { userId: lab.userId, appRoleId: admin },
    { userId: lab.userId, appRoleId: user?.id },
    { groupId: outer, appRoleId: third },
  ];
  for (const one of assignments) await assign(lab.db, { servicePrincipalId, ...one }, now);
  expect(await rolesSent()).toEqual(['Admin', 'Auditor']);
});
