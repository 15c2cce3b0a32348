import { Type } from 'typebox';
import { operation, tenantOf, tenantPlace } from '../operation.ts';
import { flag, Group, strict, text } from '../schemas.ts';

const optional = Type.Optional;
const texts = (description: string) => Type.Array(Type.String(), { description });

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
  rules(call) {
    const { members = [], memberGroups = [] } = call.body;
    return [
      ...members.map((one) => async () => (await tenantOf(call)).findUser(one)),
      ...memberGroups.map((one) => async () => (await tenantOf(call)).findGroup(one)),
    ];
  },
  async run(call) {
    const tenant = await tenantOf(call);
    const result = await tenant.addGroup(call.body);
    return { result, location: `/tenants/${tenant.id}/groups/${result.id}` };
  },
});

export const getGroup = operation({
  id: 'getGroup',
  method: 'GET',
  path: '/tenants/{tenantId}/groups/{groupId}',
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
