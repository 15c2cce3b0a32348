import { Type } from 'typebox';
import { operation, type Rule, tenantOf, tenantPlace } from '../operation.ts';
import { flag, Group, strict, text } from '../schemas.ts';
import type { InTenant } from './target-application.ts';

const optional = Type.Optional;
const texts = (description: string) => Type.Array(Type.String(), { description });

const properties = {
  description: optional(text('Description.')),
  securityEnabled: optional(
    flag('Whether it is a security group. Default: true, unless it is Unified.'),
  ),
  mailEnabled: optional(
    flag('Whether it has a mail address. Default: false, unless it is Unified.'),
  ),
  groupTypes: optional(texts('Unified for a Microsoft 365 group.')),
  mailNickname: optional(text('Local part of its address. Default: made from the name.')),
  onPremisesSyncEnabled: optional(
    flag(
      'Whether it counts as synchronized from Active Directory. Default: whether one of the values below is given.',
    ),
  ),
  onPremisesSamAccountName: optional(text('sAMAccountName in Active Directory.')),
  onPremisesNetBiosName: optional(text('NetBIOS name of its domain.')),
  onPremisesDomainName: optional(text('DNS name of its domain.')),
  onPremisesSecurityIdentifier: optional(text('Security identifier.')),
};

const groupPath = '/tenants/{tenantId}/groups/{groupId}';

export const listGroups = operation({
  id: 'listGroups',
  method: 'GET',
  path: '/tenants/{tenantId}/groups',
  tag: 'Groups',
  summary: 'List groups by name, at most 1,000',
  answer: { status: 200, description: 'Groups.' },
  result: Type.Array(Group),
  refusals: ['unknown_tenant'],
  places: tenantPlace,
  async run(call) {
    const { id: tenantId } = await tenantOf(call);
    const groups = await call.lab.directory.listGroups(tenantId);
    return { result: groups.map(({ id, displayName }) => ({ id, displayName })) };
  },
});

function memberRules(
  call: InTenant & { body: { members?: readonly string[]; memberGroups?: readonly string[] } },
): Rule[] {
  const { members = [], memberGroups = [] } = call.body;
  return [
    ...members.map((one) => async () => (await tenantOf(call)).findUser(one)),
    ...memberGroups.map((one) => async () => (await tenantOf(call)).findGroup(one)),
  ];
}

export const createGroup = operation({
  id: 'createGroup',
  method: 'POST',
  path: '/tenants/{tenantId}/groups',
  tag: 'Groups',
  summary: 'Create a group with its members',
  description: 'A security group of the cloud, unless its properties say otherwise.',
  body: Type.Object(
    {
      displayName: optional(text('Name for people. Default: Group 1 and so on.')),
      ...properties,
      members: optional(texts('Users, by user principal name or id.')),
      memberGroups: optional(texts('Groups that are members, by display name or id.')),
    },
    strict,
  ),
  example: { displayName: 'Sales', members: ['B.Simon@contoso.com'] },
  answer: { status: 201, description: 'The group.' },
  result: Group,
  refusals: ['unknown_tenant', 'unknown_user', 'unknown_group', 'taken'],
  places: {
    ...tenantPlace,
    unknown_user: { pointer: '#/members' },
    unknown_group: { pointer: '#/memberGroups' },
  },
  rules: memberRules,
  async run(call) {
    const tenant = await tenantOf(call);
    const result = await tenant.addGroup(call.body);
    return { result, location: `/tenants/${tenant.id}/groups/${result.id}` };
  },
});

export const getGroup = operation({
  id: 'getGroup',
  method: 'GET',
  path: groupPath,
  tag: 'Groups',
  summary: 'Read a group',
  answer: { status: 200, description: 'The group.' },
  result: Group,
  refusals: ['unknown_tenant', 'unknown_group'],
  places: { ...tenantPlace, unknown_group: { parameter: 'groupId' } },
  async run(call) {
    const tenant = await tenantOf(call);
    return { result: await tenant.findGroup(call.params.groupId ?? '') };
  },
});

const onGroup = {
  tag: 'Groups',
  places: { ...tenantPlace, unknown_group: { parameter: 'groupId' } },
} as const;

export const updateGroup = operation({
  ...onGroup,
  id: 'updateGroup',
  method: 'PATCH',
  path: groupPath,
  summary: 'Change the properties of a group that are given',
  body: Type.Object({ displayName: optional(text('Name for people.')), ...properties }, strict),
  example: { description: 'Everybody in Sales' },
  answer: { status: 204, description: 'The group is changed.' },
  refusals: ['unknown_tenant', 'unknown_group', 'taken'],
  async run(call) {
    await call.lab.directory.updateGroup(await groupIdOf(call), call.body);
    return { result: undefined };
  },
});

export const addGroupMembers = operation({
  id: 'addGroupMembers',
  method: 'POST',
  path: `${groupPath}/members`,
  tag: 'Groups',
  summary: 'Add users and groups to a group',
  body: Type.Object(
    {
      members: optional(texts('Users, by user principal name or id.')),
      memberGroups: optional(texts('Groups, by display name or id.')),
    },
    strict,
  ),
  example: { members: ['B.Simon@contoso.com'] },
  answer: { status: 204, description: 'They are members.' },
  refusals: ['unknown_tenant', 'unknown_user', 'unknown_group'],
  places: {
    ...tenantPlace,
    unknown_user: { pointer: '#/members' },
    unknown_group: { pointer: '#/memberGroups' },
  },
  rules: memberRules,
  async run(call) {
    const { members = [], memberGroups = [] } = call.body;
    const tenant = await tenantOf(call);
    const groupId = await groupIdOf(call);
    const users = await Promise.all(members.map((one) => tenant.findUser(one)));
    const groups = await Promise.all(memberGroups.map((one) => tenant.findGroup(one)));
    await call.lab.directory.addMemberGroups(
      groupId,
      groups.map(({ id }) => id),
    );
    await call.lab.directory.addGroupMembers(
      groupId,
      users.map(({ id }) => id),
    );
    return { result: undefined };
  },
});

export const removeGroupMember = operation({
  ...onGroup,
  id: 'removeGroupMember',
  method: 'DELETE',
  path: `${groupPath}/members/{memberId}`,
  summary: 'Remove a user or a group from a group',
  answer: { status: 204, description: 'It is no member.' },
  refusals: ['unknown_tenant', 'unknown_group'],
  async run(call) {
    const groupId = await groupIdOf(call);
    const { memberId = '' } = call.params;
    await call.lab.directory.removeGroupMember(groupId, memberId);
    await call.lab.directory.removeMemberGroup(groupId, memberId);
    return { result: undefined };
  },
});

export const deleteGroup = operation({
  ...onGroup,
  id: 'deleteGroup',
  method: 'DELETE',
  path: groupPath,
  summary: 'Delete a group with its memberships and assignments',
  answer: { status: 204, description: 'The group is gone.' },
  refusals: ['unknown_tenant', 'unknown_group'],
  async run(call) {
    await call.lab.directory.deleteGroup(await groupIdOf(call));
    return { result: undefined };
  },
});

/** @throws {LabError} `unknown_group` */
async function groupIdOf(call: InTenant): Promise<string> {
  const tenant = await tenantOf(call);
  return (await tenant.findGroup(call.params.groupId ?? '')).id;
}
