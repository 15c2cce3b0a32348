import { expect, test } from 'vitest';
import { RunningLabs } from '../testing/running-labs.ts';
import { InvalidSettings } from './faults.ts';
import type { TenantSettings } from './settings-parts.ts';
import { ann, contoso, reports, tenantId } from './testing/full-settings.ts';

const labs = RunningLabs.forEachTest();
const { assignments: _, ...application } = reports;

async function faultsOf(tenant: Omit<TenantSettings, 'domain'>): Promise<string[]> {
  try {
    await labs.start({ memory: true, settings: contoso(tenant) });
    return [];
  } catch (error) {
    if (!(error instanceof InvalidSettings)) throw error;
    return error.faults.map(({ place, message }) => `${place}: ${message}`);
  }
}

test('faults in groups, group claims and roles have their places', async () => {
  const faults = await faultsOf({
    groups: [
      { displayName: 'A', memberGroups: ['A', 'Nobody'] },
      { displayName: 'B', onPremisesSecurityIdentifier: 'S-1' },
      { displayName: 'C', groupTypes: ['Unified'], memberGroups: ['A'] },
    ],
    applications: [
      {
        ...application,
        groupClaims: {
          groupMembershipClaims: 'Everybody',
          filter: { attribute: 'mail', match: 'prefix', value: 'x' },
        },
        appRoles: [
          { displayName: 'One', value: 'with space' },
          { displayName: 'Two', value: 'same' },
          { displayName: 'Three', value: 'same' },
        ],
      },
      {
        ...application,
        displayName: 'Other',
        identifierUris: ['urn:other'],
        groupClaims: {
          groupMembershipClaims: 'All',
          name: 'x',
          regex: { pattern: '(', replacement: 'x' },
        },
      },
    ],
  });
  expect(faults).toEqual([
    expect.stringMatching(/^tenants\[0\]\.groups\[1\]\.onPremisesSecurityIdentifier: /),
    expect.stringMatching(/^tenants\[0\]\.groups\[0\]\.memberGroups\[0\]: .*member of itself/),
    expect.stringMatching(/^tenants\[0\]\.groups\[0\]\.memberGroups\[1\]: .*no group "Nobody"/),
    expect.stringMatching(/^tenants\[0\]\.groups\[2\]\.memberGroups\[0\]: .*Microsoft 365/),
    expect.stringMatching(/applications\[0\]\.appRoles\[0\]\.value: A value has ASCII/),
    expect.stringMatching(/applications\[0\]\.appRoles\[2\]\.value: The role Two has the value/),
    expect.stringMatching(/applications\[0\]\.groupClaims\.groupMembershipClaims: Choose one of/),
    expect.stringMatching(/applications\[0\]\.groupClaims\.filter\.attribute: Choose one of/),
    expect.stringMatching(/applications\[1\]\.groupClaims\.regex\.pattern: /),
  ]);
});

test('a role twice is a fault; the same without the second is none', async () => {
  const roles = (...names: string[]) => ({
    applications: [{ ...application, appRoles: names.map((displayName) => ({ displayName })) }],
  });
  expect(await faultsOf(roles('Admin', 'admin'))).toEqual([
    expect.stringContaining('admin is a role'),
  ]);
  expect(await faultsOf(roles('Admin'))).toEqual([]);
});

test('roles and nested groups that the settings no longer have are removed, those of an administrator stay', async () => {
  const groups = [{ displayName: 'Outer', memberGroups: ['Inner'] }, { displayName: 'Inner' }];
  const first = contoso({
    users: [{ userPrincipalName: ann }],
    groups,
    applications: [
      {
        ...application,
        appRoles: [{ displayName: 'Admin', value: 'Admin' }],
        groupClaims: { groupMembershipClaims: 'All' },
        assignments: [{ user: ann, role: 'Admin' }],
      },
    ],
  });
  const lab = await labs.start({ dataDir: labs.folder, settings: first });
  const { directory } = lab;
  const app = await directory.findApplication(tenantId, { displayName: 'Reports' });
  const id = app?.servicePrincipal.id ?? '';
  await directory.createAppRole(id, { displayName: 'By hand' });
  await labs.stop();
  const less = contoso({
    users: [{ userPrincipalName: ann }],
    groups: groups.map(({ displayName }) => ({ displayName })),
    applications: [{ ...application, groupClaims: { groupMembershipClaims: 'None' } }],
  });
  const again = await labs.start({ dataDir: labs.folder, settings: less });
  const names = (await again.directory.appRoles(id)).map((role) => role.displayName);
  expect(names).toEqual(['User', 'msiam_access', 'By hand']);
  const outer = await again.directory.findGroup(tenantId, 'Outer');
  expect(await again.directory.listMemberGroups(outer?.id ?? '')).toEqual([]);
  const after = await again.directory.findApplication(tenantId, { id });
  expect(after?.servicePrincipal.groupClaims).toBeNull();
});
