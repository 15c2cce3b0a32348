import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, type LabTenant, startLab } from '../library.ts';
import { anyPorts } from '../testing/running-labs.ts';

let lab: Lab;
let tenant: LabTenant;
beforeAll(async () => {
  lab = await startLab({ memory: true, empty: true, ports: anyPorts });
  tenant = await lab.tenant();
});
afterAll(() => lab.close());

let number = 0;
const basic = () => {
  const displayName = `App ${++number}`;
  return {
    displayName,
    identifierUris: [`urn:app:${number}`],
    replyUrls: ['https://sp.example/acs'],
  };
};
const W = 'http://schemas.microsoft.com/ws/2008/06/identity/claims/';

/** The values of a claim in a Response. */
function valuesOf(xml: string, name: string): string[] {
  const [, content = ''] = new RegExp(`Name="${name}">(.*?)</Attribute>`).exec(xml) ?? [];
  return [...content.matchAll(/<AttributeValue>([^<]*)/g)].map(([, value = '']) => value);
}

test('a user of a group signs in with groups and roles', async () => {
  const ann = await tenant.addUser();
  const sales = await tenant.addGroup({ displayName: 'Sales', members: [ann] });
  const staff = await tenant.addGroup({ members: [sales] });
  expect(staff.displayName).toBe('Group 1');
  const outer = await tenant.addGroup({ memberGroups: ['Group 1', sales.id] });
  const app = await tenant.addApplication({
    ...basic(),
    groupClaims: { groupMembershipClaims: 'SecurityGroup' },
    appRoles: [
      { displayName: 'Administrator', value: 'Admin' },
      { displayName: 'Auditor', value: 'Audit' },
      { displayName: 'Nobody has it', value: 'None' },
    ],
  });
  await tenant.assign(ann, app, { role: 'Auditor' });
  await tenant.assign(sales, app, { role: 'Admin' });
  const { xml } = await tenant.signIn(ann, { application: app });
  expect(valuesOf(xml, `${W}groups`).sort()).toEqual([sales.id, staff.id, outer.id].sort());
  expect(valuesOf(xml, `${W}role`)).toEqual(['Admin', 'Audit']);
});

test('group names of cloud-only groups, under an own name', async () => {
  const ann = await tenant.addUser();
  const team = await tenant.addGroup({ displayName: 'redis-owner', members: [ann] });
  const app = await tenant.addApplication({
    ...basic(),
    groupClaims: {
      groupMembershipClaims: 'ApplicationGroup',
      sourceAttribute: 'cloud_displayname',
      name: 'team',
      regex: { pattern: '^redis-(?<role>.+)$', replacement: '1={role}' },
    },
  });
  await tenant.assign(team, app);
  expect(valuesOf((await tenant.signIn(ann, { application: app })).xml, 'team')).toEqual([
    '1=owner',
  ]);
});

test('groups and roles that do not exist are named, with what was meant', async () => {
  const ann = await tenant.addUser();
  await tenant.addGroup({ displayName: 'Marketing' });
  const app = await tenant.addApplication({ ...basic(), appRoles: [{ displayName: 'Writer' }] });
  await expect(tenant.findGroup('Marketin')).rejects.toMatchObject({
    code: 'unknown_group',
    message: expect.stringContaining('Did you mean Marketing?'),
  });
  await expect(tenant.assign(ann, app, { role: 'Writr' })).rejects.toMatchObject({
    code: 'unknown_role',
    message: expect.stringContaining('Did you mean Writer?'),
  });
  await expect(tenant.addGroup({ members: ['nobody'] })).rejects.toMatchObject({
    code: 'unknown_user',
  });
  await tenant.assign(ann, app, { role: 'Writer' });
  expect((await tenant.findGroup('Marketing')).displayName).toBe('Marketing');
});

test('a fault has its place, and nothing is left', async () => {
  const refused = (more: object) => tenant.addApplication({ ...basic(), ...more });
  await expect(
    refused({
      groupClaims: { groupMembershipClaims: 'All', sourceAttribute: 'cloud_displayname' },
    }),
  ).rejects.toMatchObject({
    faults: [{ property: 'groupClaims.sourceAttribute', code: 'assigned_only' }],
  });
  await expect(
    refused({ appRoles: [{ displayName: 'A' }, { displayName: 'B', value: 'a b' }] }),
  ).rejects.toMatchObject({ faults: [{ property: 'appRoles.1.value', code: 'character' }] });
  await expect(refused({ appRoles: 'Admin' })).rejects.toMatchObject({
    faults: [{ property: 'appRoles', code: 'type' }],
  });
  const names = (await lab.directory.listApplications(tenant.id)).map(
    ({ servicePrincipal }) => servicePrincipal.displayName,
  );
  expect(names).not.toContain(`App ${number}`);
  await expect(
    tenant.addGroup({ displayName: 'Team', groupTypes: ['Unified'], memberGroups: ['Marketing'] }),
  ).rejects.toMatchObject({ faults: [{ code: 'unified' }] });
  expect(await lab.directory.findGroup(tenant.id, 'Team')).toBeUndefined();
});
