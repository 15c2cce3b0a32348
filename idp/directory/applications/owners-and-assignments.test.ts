import { beforeEach, expect, test } from 'vitest';
import { createGroup } from '../groups/manage-groups.ts';
import {
  expectFault,
  expectNotFound,
  fabrikam,
  now,
  smallDirectoryForEachTest,
  tenantId,
  untyped,
} from '../testing/small-directory.ts';
import { addOwner, isOwner, ownersOf, removeOwner } from './application-owners.ts';
import { addApplication } from './applications.ts';
import { listAssignmentIds, removeAssignments } from './assignment-list.ts';
import { assign } from './assignments.ts';
import { assignmentsOfGroup, unassignGroup } from './group-assignments.ts';

const lab = smallDirectoryForEachTest();
let id: string;
beforeEach(async () => {
  const added = await addApplication(lab.db, { tenantId, displayName: 'Reports' }, now);
  id = added.servicePrincipalId;
});

const notStrings = [5, undefined, null, {}, []].map(untyped);

test('an owner is added once and removed', async () => {
  await addOwner(lab.db, id, lab.userId);
  await addOwner(lab.db, id.toUpperCase(), lab.userId);
  expect(await ownersOf(lab.db, id)).toHaveLength(1);
  await removeOwner(lab.db, id, lab.userId);
  await removeOwner(lab.db, id, lab.userId);
  expect(await isOwner(lab.db, id, lab.userId)).toBe(false);
});

test.each(notStrings)('the ids of an owner are refused as %o', async (wrong) => {
  for (const act of [addOwner, removeOwner]) {
    await expectFault(act(lab.db, wrong, lab.userId), 'servicePrincipalId', 'type');
    await expectFault(act(lab.db, id, wrong), 'userId', 'type');
  }
});

test('an owner belongs to an application that exists, and to its tenant', async () => {
  await expectNotFound(addOwner(lab.db, 'nope', lab.userId), 'application', 'nope');
  await expectNotFound(removeOwner(lab.db, 'nope', lab.userId), 'application', 'nope');
  await expectNotFound(addOwner(lab.db, id, 'nobody'), 'user', 'nobody');
  const theirs = await addApplication(lab.db, { tenantId: fabrikam, displayName: 'X' }, now);
  const foreign = addOwner(lab.db, theirs.servicePrincipalId, lab.userId);
  await expectNotFound(foreign, 'user', lab.userId);
});

test('assignments are removed by their ids; unknown ids change nothing', async () => {
  await assign(lab.db, { servicePrincipalId: id, userId: lab.userId }, now);
  const ids = await listAssignmentIds(lab.db, id, lab.userId);
  expect(await removeAssignments(lab.db, id, ['nope'])).toEqual([]);
  expect(await removeAssignments(lab.db, id, [])).toEqual([]);
  expect(await removeAssignments(lab.db, id, ids)).toEqual([{ principalId: lab.userId }]);
});

test('assignments are removed by lists of strings, from an application that exists', async () => {
  for (const wrong of [5, undefined, null, {}, 'x', [1], new Array(1)].map(untyped))
    await expectFault(removeAssignments(lab.db, id, wrong), 'ids', 'type');
  await expectFault(removeAssignments(lab.db, untyped(5), []), 'id', 'type');
  await expectNotFound(removeAssignments(lab.db, 'nope', []), 'application', 'nope');
});

test('the assignment of a group is removed by its id', async () => {
  const group = await createGroup(lab.db, { tenantId, displayName: 'Sales' }, now);
  await assign(lab.db, { servicePrincipalId: id, groupId: group.id }, now);
  const [assignment] = await assignmentsOfGroup(lab.db, group.id);
  for (const wrong of notStrings) {
    await expectFault(unassignGroup(lab.db, wrong, 'x'), 'groupId', 'type');
    await expectFault(unassignGroup(lab.db, group.id, wrong), 'assignmentId', 'type');
  }
  expect(await unassignGroup(lab.db, group.id, 'nope')).toBeUndefined();
  const removed = await unassignGroup(lab.db, group.id, assignment?.id ?? '');
  expect(removed).toEqual({ resourceId: id });
});
