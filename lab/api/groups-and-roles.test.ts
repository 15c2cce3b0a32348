import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, startLab } from '../library.ts';
import { anyPorts } from '../testing/running-labs.ts';
import { ApiClient } from './testing/api-client.ts';

let lab: Lab;
let api: ApiClient;
let tenant: string;
let app: string;
beforeAll(async () => {
  lab = await startLab({ memory: true, empty: true, ports: anyPorts });
  api = new ApiClient(lab);
  const { id } = await api.ok<{ id: string }>('POST', '/tenants');
  tenant = `/tenants/${id}`;
  app = `${tenant}/applications/Reports`;
  await api.ok('POST', `${tenant}/users`, { userPrincipalName: 'tester' });
  await api.ok('POST', `${tenant}/applications`, {
    displayName: 'Reports',
    identifierUris: ['urn:reports'],
    replyUrls: ['https://reports.example/acs'],
    groupClaims: { groupMembershipClaims: 'ApplicationGroup', sourceAttribute: 'sam_account_name' },
    appRoles: [{ displayName: 'Writer', value: 'Write' }],
  });
});
afterAll(() => lab.close());

test('groups and roles are in the Response', async () => {
  const sales = await api.ok<{ id: string; displayName: string }>('POST', `${tenant}/groups`, {
    displayName: 'Sales',
    onPremisesSamAccountName: 'sales',
    members: ['tester'],
  });
  await api.ok('POST', `${tenant}/groups`, { displayName: 'Outer', memberGroups: ['Sales'] });
  expect(await api.ok('GET', `${tenant}/groups/${sales.id}`)).toEqual(sales);
  expect(await api.ok('GET', `${tenant}/groups`)).toEqual([
    { id: expect.any(String), displayName: 'Outer' },
    sales,
  ]);
  const role = await api.ok('POST', `${app}/app-roles`, { displayName: 'Auditor', value: 'Audit' });
  expect(await api.ok('GET', `${app}/app-roles`)).toMatchObject([
    { displayName: 'User' },
    { displayName: 'msiam_access' },
    { displayName: 'Writer', value: 'Write' },
    role as object,
  ]);
  await api.ok('POST', `${tenant}/assignments`, {
    group: 'Sales',
    application: 'Reports',
    role: 'Auditor',
  });
  const signIn = async () =>
    (
      await api.ok<{ xml: string }>('POST', `${tenant}/sign-ins`, {
        user: 'tester',
        application: 'Reports',
      })
    ).xml;
  const first = await signIn();
  expect(first).toMatch(/claims\/groups"><AttributeValue>sales</);
  expect(first).toMatch(/claims\/role"><AttributeValue>Audit</);
  await api.ok('PUT', `${app}/group-claims`, { groupMembershipClaims: 'All', name: 'teams' });
  expect(await api.ok('GET', `${app}/group-claims`)).toMatchObject({
    groupMembershipClaims: 'All',
    sourceAttribute: 'object_id',
    filter: null,
    name: 'teams',
  });
  const second = await signIn();
  expect(second).not.toContain('claims/groups"');
  expect(second.match(/"teams">(.*?)<\/Attribute>/)?.[1]?.match(/<AttributeValue>/g)).toHaveLength(
    2,
  );
});

test('a group and a role are changed, and deleted', async () => {
  const made = await api.ok<{ id: string }>('POST', `${tenant}/groups`, { displayName: 'Team' });
  const group = `${tenant}/groups/${made.id}`;
  await api.ok('PATCH', group, { displayName: 'Crew', onPremisesSamAccountName: 'crew' });
  expect(await api.ok('GET', group)).toEqual({ id: made.id, displayName: 'Crew' });
  await api.ok('POST', `${group}/members`, { members: ['tester'] });
  const writer = await api.ok<{ id: string }>('POST', `${app}/app-roles`, {
    displayName: 'Editor',
    value: 'Edit',
  });
  const assignment = { group: 'Crew', application: 'Reports', role: 'Editor' };
  await api.ok('POST', `${tenant}/assignments`, assignment);
  await api.ok('PUT', `${app}/group-claims`, {
    groupMembershipClaims: 'ApplicationGroup',
    sourceAttribute: 'sam_account_name',
  });
  const user = 'tester';
  const signIn = async () =>
    (await api.ok<{ xml: string }>('POST', `${tenant}/sign-ins`, { user, application: 'Reports' }))
      .xml;
  expect(await signIn()).toMatch(/>crew<.*>Edit</);
  await api.ok('PATCH', `${app}/app-roles/Editor`, { value: 'Survey.Edit' });
  expect(await signIn()).toContain('>Survey.Edit<');
  const [tester] = await api.ok<{ id: string }[]>('GET', `${tenant}/users`);
  await api.ok('DELETE', `${group}/members/${tester?.id}`);
  expect(await signIn()).not.toContain('>crew<');
  const enabled = await api.call('DELETE', `${app}/app-roles/${writer.id}`);
  expect(enabled).toMatchObject({
    status: 422,
    body: { detail: expect.stringContaining('Disable the role Editor') },
  });
  await api.ok('PATCH', `${app}/app-roles/${writer.id}`, { isEnabled: false });
  await api.ok('DELETE', `${app}/app-roles/${writer.id}`);
  await api.ok('DELETE', group);
  for (const [method, path, code] of [
    ['GET', group, 'unknown_group'],
    ['PATCH', group, 'unknown_group'],
    ['DELETE', group, 'unknown_group'],
    ['PATCH', `${app}/app-roles/Editor`, 'unknown_role'],
    ['DELETE', `${app}/app-roles/${writer.id}`, 'unknown_role'],
  ] as const) {
    const body = method === 'PATCH' ? { body: {} } : {};
    expect(await api.call(method, path, body)).toMatchObject({ status: 404, body: { code } });
  }
});

test.each<
  [what: string, method: string, path: () => string, body: object, code: string, places: string[]]
>([
  [
    'a group that nobody has',
    'POST',
    () => `${tenant}/assignments`,
    { group: 'Nobody', application: 'Reports' },
    'unknown_group',
    ['#/group'],
  ],
  [
    'a role that the application does not have',
    'POST',
    () => `${tenant}/assignments`,
    { user: 'tester', application: 'Reports', role: 'Nobody' },
    'unknown_role',
    ['#/role'],
  ],
  [
    'a user and a group',
    'POST',
    () => `${tenant}/assignments`,
    { user: 'tester', group: 'Sales', application: 'Reports' },
    'invalid_request',
    ['#'],
  ],
  [
    'a filter without a value',
    'PUT',
    () => `${app}/group-claims`,
    {
      groupMembershipClaims: 'All',
      filter: { attribute: 'displayName', match: 'prefix', value: '' },
    },
    'invalid_request',
    ['#/filter/value'],
  ],
  [
    'a value that another role has',
    'POST',
    () => `${app}/app-roles`,
    { displayName: 'Second', value: 'Write' },
    'taken',
    ['#/value'],
  ],
  [
    'a member that is no user',
    'POST',
    () => `${tenant}/groups`,
    { members: ['nobody'] },
    'unknown_user',
    ['#/members'],
  ],
])('refuses %s', async (_, method, path, body, code, places) => {
  const answer = await api.call(method, path(), { body });
  expect(answer.body).toMatchObject({ code });
  const { errors } = answer.body as { errors: { pointer: string }[] };
  expect(errors.map(({ pointer }) => pointer)).toEqual(places);
});
