import { beforeEach, expect, test } from 'vitest';
import { unassign } from '../../directory/applications/assignments.ts';
import { createGroup, deleteGroup } from '../../directory/groups/manage-groups.ts';
import { listAudits } from '../../directory/logs/audit-list.ts';
import { allowDeletions } from '../../directory/provisioning/jobs.ts';
import { setProvisioningSettings } from '../../directory/provisioning/provisioning-settings.ts';
import { deleteUser } from '../../directory/users/deleted-users.ts';
import { updateUser } from '../../directory/users/update-user.ts';
import { provisionedTenantForEachTest, tenantId } from '../testing/provisioned-tenant.ts';

const held = provisionedTenantForEachTest();

let userIds: string[];
let groupIds: string[];
beforeEach(async () => {
  const { tenant } = held;
  const { db, servicePrincipalId } = tenant;
  await setProvisioningSettings(db, servicePrincipalId, { accidentalDeletionThreshold: 3 });
  userIds = await tenant.assigned('anna', 'ben', 'cat');
  groupIds = [];
  for (const displayName of ['Staff', 'Sales']) {
    const { id: groupId } = await createGroup(db, { tenantId, displayName }, tenant.clock());
    groupIds.push(groupId);
    await tenant.assign({ groupId });
  }
  await tenant.cycle();
});

/** Unassigned, blocked and deleted users, and an unassigned group: four that the application is about to lose. */
async function loseFour() {
  const { db, servicePrincipalId, clock } = held.tenant;
  const [anna = '', ben = '', cat = ''] = userIds;
  await unassign(db, { servicePrincipalId, userId: anna });
  await updateUser(db, ben, { accountEnabled: false });
  await deleteUser(db, cat, clock());
  await unassign(db, { servicePrincipalId, groupId: groupIds[0] ?? '' });
}

const reasonOf = async () => (await held.tenant.job()).status.quarantine?.reason;
const writes = () => held.tenant.server.seen.filter(({ method }) => method !== 'GET').length;

test('users who are disabled or deleted and groups that are deleted count; the log says who', async () => {
  const { tenant } = held;
  await loseFour();
  const before = writes();
  await tenant.cycle();
  expect(await reasonOf()).toBe('TooManyDeletes');
  expect(writes()).toBe(before);
  const { error } = (await tenant.job()).status.quarantine ?? {};
  expect(error?.message).toContain('3 users and 1 group, more than');
  const staged = async () =>
    (await tenant.log())
      .filter(({ provisioningAction }) => provisioningAction === 'stageddelete')
      .map(({ sourceIdentity, provisioningStatusInfo: { status } }) => [
        sourceIdentity.displayName,
        status,
      ]);
  const four = [
    ['Staff', 'skipped'],
    ['anna@contoso.com', 'skipped'],
    ['ben@contoso.com', 'skipped'],
    ['cat@contoso.com', 'skipped'],
  ];
  expect((await staged()).toSorted()).toEqual(four);
  const any = { category: '', status: '', target: '', initiatedBy: '', from: '', to: '' };
  const about = { ...any, tenantId, activity: 'Quarantine', targetId: tenant.servicePrincipalId };
  const audits = await listAudits(tenant.db, { ...about, page: 1, pageSize: 10 });
  expect(audits.rows).toHaveLength(1);
  expect(audits.rows[0]).toMatchObject({
    activity: 'Quarantine',
    initiatedBy: 'Azure AD Provisioning Service',
    modified: [{ displayName: 'Reason', newValue: 'TooManyDeletes' }],
  });
  // A later attempt finds the same, and says nothing new.
  await tenant.cycle();
  expect((await staged()).toSorted()).toEqual(four);
  await allowDeletions(tenant.db, tenant.servicePrincipalId, tenant.jobId, tenant.clock());
  await tenant.cycle();
  expect(await reasonOf()).toBeUndefined();
  expect(tenant.server.groups.size).toBe(1);
  expect([...tenant.server.users.values()].filter(({ active }) => active)).toEqual([]);
});

test('as many as the threshold are carried out', async () => {
  const { tenant } = held;
  const { db, servicePrincipalId } = tenant;
  await loseFour();
  await tenant.assign({ userId: userIds[0] ?? '' });
  await tenant.cycle();
  expect(await reasonOf()).toBeUndefined();
  expect(tenant.server.groups.size).toBe(1);
  // Two more in the next cycle: each is counted in its own cycle.
  await unassign(db, { servicePrincipalId, userId: userIds[0] ?? '' });
  await deleteGroup(db, groupIds[1] ?? '');
  await tenant.cycle();
  expect(await reasonOf()).toBeUndefined();
  expect(tenant.server.groups.size).toBe(0);
});

test('what the mapping does not allow to change does not count', async () => {
  const { tenant } = held;
  await tenant.changeMapping((mapping) => ({ ...mapping, flowTypes: 'Add, Update' }), 'Group');
  await loseFour();
  await tenant.cycle();
  expect(await reasonOf()).toBeUndefined();
});
