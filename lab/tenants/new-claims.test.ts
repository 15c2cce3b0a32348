import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, type NewLabApplication, startLab } from '../library.ts';
import { anyPorts } from '../testing/running-labs.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ memory: true, ports: anyPorts });
});
afterAll(() => lab.close());

const basic = {
  identifierUris: ['https://reports.example/saml'],
  replyUrls: ['https://reports.example/saml/acs'],
  appRoleAssignmentRequired: false,
};
const wanted = {
  ...basic,
  nameId: { attribute: 'user.employeeid' },
  claims: [
    {
      name: 'login',
      transformations: [{ method: 'ExtractMailPrefix', input: 'user.mail' }],
      conditions: [{ groups: ['Sales'], value: 'seller' }],
    },
    { name: 'department', attribute: 'user.department' },
  ],
  claimsOptions: { optionalClaims: [{ name: 'acct' as const }] },
  extensionProperties: [{ name: 'tags' }],
};

async function prepared() {
  const tenant = await lab.tenant();
  const { id: groupId } = await lab.directory.createGroup({
    tenantId: tenant.id,
    displayName: 'Sales',
  });
  const user = await tenant.addUser({
    mail: 'joe@contoso.com',
    department: 'Legal',
    employeeId: '4711',
  });
  return { tenant, groupId, user };
}

test('a new application has the claims that it is given, in place of the four of Entra', async () => {
  const { tenant, groupId, user } = await prepared();
  const application = await tenant.addApplication(wanted);
  const response = async () => (await tenant.signIn(user, { application })).xml;
  const xml = await response();
  expect(xml).toContain('>4711</NameID>');
  expect(xml).toContain('<Attribute Name="login"><AttributeValue>joe</AttributeValue>');
  expect(xml).toContain('<Attribute Name="department"><AttributeValue>Legal</AttributeValue>');
  expect(xml).toContain('claims/acct"><AttributeValue>0</AttributeValue>');
  expect(xml).not.toContain('claims/givenname');
  await lab.directory.addGroupMembers(groupId, [user.id]);
  expect(await response()).toContain('<AttributeValue>seller</AttributeValue>');
});

describe('the same over HTTP', () => {
  const post = async (path: string, body: unknown) => {
    const response = await fetch(`${lab.start.lab}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  test('an application with claims, and a user with properties', async () => {
    const { tenant, user } = await prepared();
    const created = await post(`/tenants/${tenant.id}/applications`, wanted);
    expect(created.status).toBe(201);
    const application = String(created.body.servicePrincipalId);
    expect((await tenant.signIn(user, { application })).xml).toContain('>4711</NameID>');
    const made = await post(`/tenants/${tenant.id}/users`, {
      userPrincipalName: 'ann',
      department: 'Sales',
      onPremisesExtensionAttributes: { extensionAttribute2: 'two' },
    });
    expect(made.status).toBe(201);
    const read = await fetch(`${lab.start.lab}/api/v1/tenants/${tenant.id}/users/${made.body.id}`);
    expect(await read.json()).toMatchObject({
      department: 'Sales',
      onPremisesExtensionAttributes: { extensionAttribute2: 'two' },
    });
  });

  test('a value that breaks a rule has its place', async () => {
    const { tenant } = await prepared();
    const claims = [{ name: 'x', transformations: [{ method: 'ToUppercase' }] }];
    const refused = await post(`/tenants/${tenant.id}/applications`, { ...basic, claims });
    expect(refused.status).toBe(422);
    expect(JSON.stringify(refused.body)).toContain('#/claims/0/transformations/0/input');
    const user = await post(`/tenants/${tenant.id}/users`, { usageLocation: 'Norway' });
    expect(user.status).toBe(422);
    expect(JSON.stringify(user.body)).toContain('#/usageLocation');
  });
});

test.each<[given: object, property: string]>([
  [{ claims: [{ name: 'x', attribute: 'user.shoe' }] }, 'claims.0.attribute'],
  [{ claims: [{ name: 'x' }] }, 'claims.0.attribute'],
  [
    { claims: [{ name: 'x', conditions: [{ groups: ['Nobody'], value: 'x' }] }] },
    'claims.0.conditions.0.groups.0',
  ],
  [{ claims: 'all' }, 'claims'],
  [{ nameId: { attribute: 'user.mail', format: 'urn:x' } }, 'nameId.format'],
  [{ claimsOptions: { audienceOverride: 'x' } }, 'claimsOptions.audienceOverride'],
  [{ extensionProperties: [{ name: '' }] }, 'extensionProperties.0.name'],
])('%o is refused at %s, and no application is left', async (given, property) => {
  const { tenant } = await prepared();
  const made = tenant.addApplication({ ...basic, ...given } as NewLabApplication);
  await expect(made).rejects.toMatchObject({
    name: 'InvalidInput',
    faults: [expect.objectContaining({ property })],
  });
  expect(await lab.directory.listApplications(tenant.id)).toEqual([]);
});
