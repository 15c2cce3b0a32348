import { expect, test } from 'vitest';
import { assign } from '../../directory/applications/assignments.ts';
import { saveAppRole } from '../../directory/applications/manage-app-roles.ts';
import { addGroupMembers } from '../../directory/groups/group-members.ts';
import { createGroup } from '../../directory/groups/manage-groups.ts';
import { saveObjectMappings } from '../../directory/provisioning/schemas.ts';
import { provisionedTenantForEachTest, tenantId } from '../testing/provisioned-tenant.ts';

const held = provisionedTenantForEachTest();

test('a new value of an app role reaches those who have it, in person or by a group, in the next incremental cycle', async () => {
  const { tenant } = held;
  const { db, servicePrincipalId, jobId } = tenant;
  await saveObjectMappings(db, servicePrincipalId, jobId, [
    {
      sourceObjectName: 'User',
      attributeMappings: [
        { targetAttributeName: 'userName', source: 'userPrincipalName', matchingPriority: 1 },
        {
          targetAttributeName: 'roles[primary eq "True"].value',
          source: 'SingleAppRoleAssignment([appRoleAssignments])',
        },
      ],
    },
  ]);
  const role = { displayName: 'Writers', value: 'Writer' };
  const edit = { servicePrincipalId };
  const { id: appRoleId } = await saveAppRole(db, edit, undefined, role);
  const [anna = '', ben = ''] = await tenant.users('anna', 'ben');
  await tenant.assigned('cat');
  const { id: groupId } = await createGroup(db, { tenantId, displayName: 'Staff' }, tenant.clock());
  await addGroupMembers(db, groupId, [ben]);
  await assign(db, { servicePrincipalId, appRoleId, userId: anna }, tenant.clock());
  await assign(db, { servicePrincipalId, appRoleId, groupId }, tenant.clock());
  await tenant.cycle();
  const rolesOf = (name: string) => tenant.server.user(`${name}@contoso.com`)?.roles;
  expect(JSON.stringify(rolesOf('anna'))).toContain('"Writer"');

  await saveAppRole(db, edit, appRoleId, { description: 'Who write' });
  expect((await tenant.cycle()).execution.countImported).toBe(0);
  await saveAppRole(db, edit, appRoleId, { value: 'Author' });
  expect((await tenant.cycle()).kind).toBe('incremental');
  for (const name of ['anna', 'ben']) {
    expect(JSON.stringify(rolesOf(name))).toContain('"Author"');
    expect(JSON.stringify(rolesOf(name))).not.toContain('"Writer"');
  }
  expect(rolesOf('cat')).toBeUndefined();
});
