import { describe, expect, test } from 'vitest';
import { unassign } from '../../directory/applications/assignments.ts';
import { addGroupMembers, removeGroupMember } from '../../directory/groups/group-members.ts';
import { createGroup, deleteGroup, updateGroup } from '../../directory/groups/manage-groups.ts';
import { addMemberGroups } from '../../directory/groups/nested-groups.ts';
import { setProvisioningSettings } from '../../directory/provisioning/provisioning-settings.ts';
import { setConnectivityParameters } from '../../directory/provisioning/secrets.ts';
import { deleteUser } from '../../directory/users/deleted-users.ts';
import { setManager } from '../../directory/users/manager.ts';
import { provisionedTenantForEachTest, tenantId } from '../testing/provisioned-tenant.ts';

const held = provisionedTenantForEachTest();

const newGroup = async (displayName: string, members: readonly string[] = []) => {
  const { db } = held.tenant;
  const { id } = await createGroup(db, { tenantId, displayName }, held.tenant.clock());
  await addGroupMembers(db, id, members);
  return id;
};

/** Members of the application's group, by userName. */
function membersOf(displayName: string): string[] {
  const { server } = held.tenant;
  const group = [...server.groups.values()].find((one) => one.displayName === displayName);
  const members = (group?.members ?? []) as { value: string }[];
  return members
    .map(({ value }) => String(server.users.get(value)?.userName).split('@')[0] ?? '')
    .toSorted();
}

const numbered = (count: number) => Array.from({ length: count }, (_, at) => `user${at + 10}`);

describe('groups', () => {
  test('members are added one by one, five at once, and nested groups are not read', async () => {
    const { tenant } = held;
    const names = numbered(12);
    const inside = await newGroup('Inside', await tenant.users('nested'));
    const group = await newGroup('Staff', await tenant.users(...names));
    await addMemberGroups(tenant.db, group, [inside]);
    await tenant.assign({ groupId: group });
    const fiveAreThere = Promise.withResolvers<void>();
    let [atOnce, mostAtOnce] = [0, 0];
    tenant.server.instead = ({ method, path }) => {
      if (method !== 'PATCH' || !path.startsWith('/Groups/')) return undefined;
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      if (atOnce === 5) fiveAreThere.resolve();
      const after = fiveAreThere.promise.then(() => {
        atOnce -= 1;
      });
      return { after };
    };
    await tenant.cycle();
    expect(membersOf('Staff')).toEqual(names);
    expect(tenant.server.users.size).toBe(12);
    const patches = tenant.server.seen.filter(
      ({ method, path }) => method === 'PATCH' && path.startsWith('/Groups/'),
    );
    expect(patches).toHaveLength(12);
    for (const { body } of patches)
      expect((JSON.parse(body) as { Operations: { value: unknown[] }[] }).Operations).toMatchObject(
        [{ op: 'Add', path: 'members', value: [{ $ref: null }] }],
      );
    // None of the first five was answered before all were there, and the sixth waited for them.
    expect(mostAtOnce).toBe(5);
  });

  test.each([
    ['default', ''],
    ['aadOptscim062020', '?aadOptscim062020'],
  ])('follow their members and their name, in the dialect %s', async (_, flag) => {
    const { tenant } = held;
    const baseAddress = `${tenant.server.url}${flag}`;
    await setConnectivityParameters(tenant.db, tenant.servicePrincipalId, { baseAddress });
    const [anna = '', ben = ''] = await tenant.users('anna', 'ben');
    const group = await newGroup('Staff', [anna]);
    await tenant.assign({ groupId: group });
    await tenant.cycle();
    expect(membersOf('Staff')).toEqual(['anna']);
    await addGroupMembers(tenant.db, group, [ben]);
    await removeGroupMember(tenant.db, group, anna);
    await updateGroup(tenant.db, group, { displayName: 'Crew' });
    await tenant.cycle();
    expect(membersOf('Crew')).toEqual(['ben']);
    expect(tenant.server.groups.size).toBe(1);
    // Who left the group is not assigned any more.
    expect(tenant.server.user('anna@contoso.com')).toMatchObject({ active: false });
    await deleteUser(tenant.db, ben, tenant.clock());
    await tenant.cycle();
    expect(membersOf('Crew')).toEqual([]);
  });

  test('a group that is unassigned or deleted is deleted in the application', async () => {
    const { tenant } = held;
    const [one, other] = [await newGroup('One'), await newGroup('Other')];
    for (const groupId of [one, other]) await tenant.assign({ groupId });
    await tenant.cycle();
    expect(tenant.server.groups.size).toBe(2);
    const { db, servicePrincipalId } = tenant;
    await unassign(db, { servicePrincipalId, groupId: one });
    await deleteGroup(db, other);
    await tenant.cycle();
    expect(tenant.server.groups.size).toBe(0);
  });

  test('who leaves the scope is left alone when deletions out of scope are skipped', async () => {
    const { tenant } = held;
    const { db, servicePrincipalId } = tenant;
    const [userId = ''] = await tenant.assigned('anna');
    const groupId = await newGroup('Staff');
    await tenant.assign({ groupId });
    await tenant.cycle();
    await setProvisioningSettings(db, servicePrincipalId, { skipOutOfScopeDeletions: true });
    await unassign(db, { servicePrincipalId, userId });
    await unassign(db, { servicePrincipalId, groupId });
    await tenant.cycle();
    expect(tenant.server.user('anna@contoso.com')).toMatchObject({ active: true });
    expect(tenant.server.groups.size).toBe(1);
  });

  test('a disabled mapping leaves them out', async () => {
    const { tenant } = held;
    await tenant.assign({ groupId: await newGroup('Staff', await tenant.users('anna')) });
    await tenant.changeMapping((mapping) => ({ ...mapping, enabled: false }), 'Group');
    await tenant.cycle();
    expect(tenant.server.groups.size).toBe(0);
    expect(tenant.server.users.size).toBe(1);
  });

  test('a member who failed is added once they are there', async () => {
    const { tenant } = held;
    await tenant.assign({ groupId: await newGroup('Staff', await tenant.users('anna', 'ben')) });
    tenant.server.instead = ({ body }) =>
      body.includes('anna') ? { status: 400, body: '{}' } : undefined;
    await tenant.cycle();
    expect(membersOf('Staff')).toEqual(['ben']);
    tenant.server.instead = () => undefined;
    await tenant.cycle();
    expect(membersOf('Staff')).toEqual(['anna', 'ben']);
  });
});

test('a manager who failed is waited for', async () => {
  const { tenant } = held;
  const [anna = '', ben = ''] = await tenant.assigned('anna', 'ben');
  await setManager(tenant.db, anna, ben);
  tenant.server.instead = ({ method, body }) =>
    method === 'POST' && body.includes('ben@') ? { status: 400, body: '{}' } : undefined;
  await tenant.cycle();
  expect(JSON.stringify(tenant.server.user('anna@contoso.com'))).not.toContain('manager');
  tenant.server.instead = () => undefined;
  await tenant.cycle();
  expect(JSON.stringify(tenant.server.user('anna@contoso.com'))).toContain(
    `"manager":{"value":"${tenant.server.user('ben@contoso.com')?.id}"}`,
  );
});

test('with the scope of all users, everybody is provisioned, and those who are new too', async () => {
  const { tenant } = held;
  await tenant.users('anna');
  await newGroup('Staff');
  await setProvisioningSettings(tenant.db, tenant.servicePrincipalId, { syncAll: true });
  await tenant.cycle();
  await tenant.users('ben');
  const { kind } = await tenant.cycle();
  expect(kind).toBe('incremental');
  expect([...tenant.server.users.values()].map(({ userName }) => userName).toSorted()).toEqual([
    'anna@contoso.com',
    'ben@contoso.com',
  ]);
  expect(tenant.server.groups.size).toBe(1);
});
