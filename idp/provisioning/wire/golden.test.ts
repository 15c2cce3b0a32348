import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  type AttributeChange,
  addMembers,
  checkReference,
  connectionProbe,
  createGroup,
  createUser,
  type Dialect,
  deleteResource,
  getResource,
  managerAttribute,
  matchResource,
  removeManager,
  removeMembers,
  rolesChange,
  rolesValue,
  type ScimRequest,
  setActive,
  setManager,
  updateResource,
} from './index.ts';

const user = '54D382A4';
const boss = '2819C223';
const group = '7C4A';
const guid = '63be2f1c-8f2d-4a08-9d26-0a7f3a1be7c5';
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const editor = {
  id: '06b07648-ecfe-589f-9d2f-6325724a46ee',
  value: 'Editor',
  displayName: 'Editors',
};

const rename: readonly AttributeChange[] = [
  { op: 'Replace', target: 'displayName', value: 'Ada Lund' },
  { op: 'Replace', target: 'emails[type eq "work"].value', value: 'ada.lund@contoso.com' },
  { op: 'Replace', target: 'name.familyName', value: 'Lund' },
  { op: 'Replace', target: `${enterprise}:employeeNumber`, value: '1042' },
];
const newGroup = [
  { target: 'externalId', value: '8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159' },
  { target: 'displayName', value: 'Engineering' },
];
const nickName = (dialect: Dialect) =>
  updateResource('User', user, [{ op: 'Add', target: 'nickName', value: 'Ada' }], dialect);

/** By the name of the file; the source of its shape beside it. */
const requests: Readonly<Record<string, ScimRequest>> = {
  // azure-docs #94189: `filter=userName+eq+%22<guid>%22`
  probe: connectionProbe('userName', guid),
  // scim-for-keycloak #78, FusionAuth #2456: the probe is about the first matching attribute
  'probe-by-mail': connectionProbe('emails[type eq "work"].value', guid),
  // Microsoft, Develop and plan provisioning for a SCIM endpoint: "Get Group by displayName"
  'match-group': matchResource('Group', 'displayName', 'Engineering (Oslo)'),
  // Microsoft, Develop and plan provisioning for a SCIM endpoint: the query about a reference attribute
  'check-manager': checkReference(user, managerAttribute, boss),
  'get-group': getResource('Group', group),
  'delete-user': deleteResource('User', user),
  // Microsoft, Develop and plan provisioning for a SCIM endpoint: "Create User"
  'create-user': createUser([
    { target: 'externalId', value: '58342554-38d6-4ec8-948c-50044d0a33fd' },
    { target: 'userName', value: 'ada.berg@contoso.com' },
    { target: 'active', value: true },
    { target: 'emails[type eq "work"].value', value: 'ada.berg@contoso.com' },
    { target: 'name.givenName', value: 'Ada' },
    { target: 'name.familyName', value: 'Berg' },
    { target: `${enterprise}:department`, value: 'Research' },
  ]),
  // directory-scimple #1242: the manager as text
  'create-user-with-manager': createUser([
    { target: 'userName', value: 'ada.berg@contoso.com' },
    { target: managerAttribute, value: boss },
  ]),
  // azure-docs #72002 for roles; the URN of a custom extension is not in schemas: entra-admin.md 4.1
  'create-user-unlisted-extension': createUser([
    { target: 'userName', value: 'ada.berg@contoso.com' },
    {
      target: 'urn:ietf:params:scim:schemas:extension:peakon:2.0:User:Business Unit',
      value: 'Nordics',
    },
    { target: 'roles', value: rolesValue('SingleAppRoleAssignment', [editor]) },
    { target: 'phoneNumbers[type eq "mobile"].value', value: '+47 555 0100' },
  ]),
  // Microsoft, Known issues with SCIM 2.0 protocol compliance: "Requests made to disable users"
  'disable-default': setActive(user, false, 'default'),
  'disable-aadOptscim062020': setActive(user, false, 'aadOptscim062020'),
  // the same page: "Requests made to add a single-value string attribute"
  'add-attribute-default': nickName('default'),
  'add-attribute-aadOptscim062020': nickName('aadOptscim062020'),
  // the same page: "Requests to replace multiple attributes"
  'update-default': updateResource('User', user, rename, 'default'),
  'update-aadOptscim062020': updateResource('User', user, rename, 'aadOptscim062020'),
  // the same page: extension attributes had a dot until December 2018
  'update-customappsso': updateResource('User', user, rename, 'customappsso'),
  // SCIM-SDK #686, directory-scimple #1244: the id as text
  'manager-string-default': setManager(user, boss, 'default'),
  'manager-string-aadOptscim062020': setManager(user, boss, 'aadOptscim062020'),
  // Microsoft, Develop and plan provisioning for a SCIM endpoint: the documented form
  'manager-array-default': setManager(user, boss, 'default', { form: 'array' }),
  'remove-manager-default': removeManager(user, boss, 'default'),
  // scim-patch #453
  'remove-manager-aadOptscim062020': removeManager(user, boss, 'aadOptscim062020'),
  // Microsoft, Customize user provisioning attribute-mappings: the output of SingleAppRoleAssignment
  'roles-single': updateResource(
    'User',
    user,
    [rolesChange('SingleAppRoleAssignment', [editor])],
    'default',
  ),
  'roles-assertive': updateResource(
    'User',
    user,
    [rolesChange('AssertiveAppRoleAssignmentsComplex', [editor])],
    'aadOptscim062020',
  ),
  'create-group': createGroup(newGroup, 'default'),
  // Microsoft, Develop and plan provisioning for a SCIM endpoint: "Create Group"
  'create-group-customappsso': createGroup(newGroup, 'customappsso'),
  'rename-group': updateResource(
    'Group',
    group,
    [{ op: 'Replace', target: 'displayName', value: 'Engineering and IT' }],
    'default',
  ),
  // Microsoft, Develop and plan provisioning for a SCIM endpoint: "Update Group [Add Members]"
  'add-member-default': addMembers(group, [user], 'default'),
  'add-members-aadOptscim062020': addMembers(group, [user, boss], 'aadOptscim062020'),
  // Microsoft, Known issues with SCIM 2.0 protocol compliance: "Requests made to remove a group member"
  'remove-member-default': removeMembers(group, [user], 'default'),
  'remove-members-aadOptscim062020': removeMembers(group, [user, boss], 'aadOptscim062020'),
  // Microsoft, Develop and plan provisioning for a SCIM endpoint: "Update Group [Remove Members]"
  'remove-member-with-ref': removeMembers(group, [user], 'default', { withRef: true }),
};

const textOf = ({ method, path, headers, body }: ScimRequest) => {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const head = [`${method} ${path}`, ...lines].join('\n');
  return `${head}\n\n${body === undefined ? '' : `${body}\n`}`;
};

const golden = (name: string) =>
  readFileSync(new URL(`golden/${name}.http`, import.meta.url), 'utf8');

test.each(Object.entries(requests))('writes %s as captured', (name, request) => {
  expect(textOf(request)).toBe(golden(name));
});

test('every golden file is compared', () => {
  const files = readdirSync(new URL('golden/', import.meta.url)).map((file) =>
    file.replace('.http', ''),
  );
  expect(Object.keys(requests).toSorted()).toEqual(files.toSorted());
});
