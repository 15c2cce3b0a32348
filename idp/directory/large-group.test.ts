import { beforeEach, expect, test } from 'vitest';
import { turnsDuring } from '../../store/testing/turns-during.ts';
import { addApplication, deleteApplication } from './applications/applications.ts';
import { listAssignments } from './applications/assignment-list.ts';
import { assign } from './applications/assignments.ts';
import { assignmentsOfUser } from './applications/assignments-of-user.ts';
import { listMembers } from './groups/group-members.ts';
import { groupsOfUser } from './groups/groups.ts';
import { createGroup, deleteGroup } from './groups/manage-groups.ts';
import { searchPeople } from './people-search.ts';
import { finishRemovals, noteRemoval } from './removals.ts';
import { isGranted } from './sign-in/access.ts';
import { now, smallDirectoryForEachTest, tenantId } from './testing/small-directory.ts';
import { importUsersUnchecked } from './users/import-users.ts';

/** More than two slices of a list, and of a removal. */
const MEMBERS = 2203;
const lab = smallDirectoryForEachTest();
let groupId: string;
let servicePrincipalId: string;
let userIds: string[];
beforeEach(async () => {
  groupId = (await createGroup(lab.db, { tenantId, displayName: 'Everybody' }, now)).id;
  const added = await addApplication(lab.db, { tenantId, displayName: 'Peakon' }, now);
  servicePrincipalId = added.servicePrincipalId;
  const users = Array.from({ length: MEMBERS }, (_, n) => ({
    tenantId,
    userPrincipalName: `user${n}@contoso.com`,
    displayName: `User ${String(n).padStart(4, '0')}`,
    password: 'Correct-Horse-1',
    groupIds: [groupId],
  }));
  userIds = await importUsersUnchecked(lab.db, users, now);
  await assign(lab.db, { servicePrincipalId, groupId }, now);
  for (const userId of userIds) await assign(lab.db, { servicePrincipalId, userId }, now);
});

const page = (number: number, search = '') => ({ page: number, pageSize: 50, search });
const rowsOf = async (table: 'groupMember' | 'appRoleAssignment' | 'removal') =>
  (await lab.db.selectFrom(table).selectAll().execute()).length;
test('members and assignments are listed by name, whatever the order in which they are stored', async () => {
  const members = await listMembers(lab.db, { groupId, ...page(2) });
  expect(members.total).toBe(MEMBERS);
  expect(members.rows.map(({ displayName }) => displayName).slice(0, 2)).toEqual([
    'User 0050',
    'User 0051',
  ]);
  expect((await listMembers(lab.db, { groupId, ...page(45) })).rows).toHaveLength(3);
  expect((await listMembers(lab.db, { groupId, ...page(46) })).rows).toEqual([]);
  expect(await listMembers(lab.db, { groupId, ...page(1, 'USER 220') })).toMatchObject({
    total: 3,
    rows: [
      { displayName: 'User 2200' },
      { displayName: 'User 2201' },
      { displayName: 'User 2202' },
    ],
  });
  const assigned = await listAssignments(lab.db, { servicePrincipalId, ...page(1) });
  expect(assigned.total).toBe(MEMBERS + 1);
  expect(assigned.rows.slice(0, 2)).toMatchObject([
    { displayName: 'Everybody', principalType: 'Group' },
    { displayName: 'User 0000', principalType: 'User' },
  ]);
});

test.each([
  ['few', 2],
  ['many', 40],
])('a user is granted through a group of %s that are assigned', async (_, others) => {
  const [userId = '', memberOfNone = ''] = [userIds[0], lab.userId];
  await lab.db.deleteFrom('appRoleAssignment').where('principalType', '=', 'User').execute();
  for (let n = 0; n < others; n++) {
    const other = await createGroup(lab.db, { tenantId, displayName: `Group ${n}` }, now);
    await assign(lab.db, { servicePrincipalId, groupId: other.id }, now);
  }
  expect(await isGranted(lab.db, userId, servicePrincipalId)).toBe(true);
  expect(await isGranted(lab.db, memberOfNone, servicePrincipalId)).toBe(false);
});

test('a search lets other requests run, also when it finds nothing', async () => {
  expect(await turnsDuring(searchPeople(lab.db, tenantId, 'nobody has this name'))).toBeGreaterThan(
    2,
  );
  expect(await turnsDuring(listMembers(lab.db, { groupId, ...page(1, 'nobody') }))).toBeGreaterThan(
    2,
  );
  expect(await searchPeople(lab.db, tenantId, 'user 00', 5)).toHaveLength(5);
});

test('deleting a large group lets other requests run; the group is gone at once', async () => {
  const [userId = ''] = userIds;
  const deleted = deleteGroup(lab.db, groupId);
  let memberships = Number.NaN;
  const seen = (async () => {
    while ((await lab.db.selectFrom('directoryGroup').selectAll().execute()).length > 0)
      await new Promise((turn) => setImmediate(turn));
    memberships = await rowsOf('groupMember');
    return groupsOfUser(lab.db, userId, page(1));
  })();
  expect(await turnsDuring(deleted)).toBeGreaterThan(2);
  expect((await seen).total).toBe(0);
  expect(memberships).toBeGreaterThan(0);
  expect([await rowsOf('groupMember'), await rowsOf('removal')]).toEqual([0, 0]);
  expect(await rowsOf('appRoleAssignment')).toBe(MEMBERS);
});

test('an interrupted removal is finished later; until then nobody is granted anything', async () => {
  await lab.db.deleteFrom('appRoleAssignment').where('principalType', '=', 'User').execute();
  const [userId = ''] = userIds;
  expect(await isGranted(lab.db, userId, servicePrincipalId)).toBe(true);
  await lab.db.transaction().execute(async (tx) => {
    await tx.deleteFrom('directoryGroup').where('id', '=', groupId).execute();
    await tx.deleteFrom('appRoleAssignment').where('principalId', '=', groupId).execute();
    await noteRemoval(tx, 'members', groupId);
  });
  expect(await isGranted(lab.db, userId, servicePrincipalId)).toBe(false);
  expect((await assignmentsOfUser(lab.db, userId, page(1))).total).toBe(0);
  expect(await rowsOf('groupMember')).toBe(MEMBERS);
  await finishRemovals(lab.db);
  expect([await rowsOf('groupMember'), await rowsOf('removal')]).toEqual([0, 0]);
});

test('deleting an application removes its assignments, and no others', async () => {
  const other = await addApplication(lab.db, { tenantId, displayName: 'Other' }, now);
  await assign(lab.db, { servicePrincipalId: other.servicePrincipalId, groupId }, now);
  await deleteApplication(lab.db, { servicePrincipalId });
  expect([await rowsOf('appRoleAssignment'), await rowsOf('removal')]).toEqual([1, 0]);
});
