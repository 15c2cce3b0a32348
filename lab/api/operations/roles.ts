import { Type } from 'typebox';
import { groupClaimsOf } from '../../../idp/index.ts';
import { operation } from '../operation.ts';
import { AppRole, GroupClaims, NewAppRole, SetGroupClaims } from '../role-schemas.ts';
import { applicationOf, applicationPath, onApplication } from './target-application.ts';

export const getGroupClaims = operation({
  ...onApplication,
  id: 'getGroupClaims',
  method: 'GET',
  path: `${applicationPath}/group-claims`,
  summary: 'Read the group claim of an application',
  answer: { status: 200, description: 'The group claim; None for an application without one.' },
  result: GroupClaims,
  run: async (call) => ({ result: groupClaimsOf(await applicationOf(call)) }),
});

export const setGroupClaims = operation({
  ...onApplication,
  id: 'setGroupClaims',
  method: 'PUT',
  path: `${applicationPath}/group-claims`,
  summary: 'Set the group claim of an application',
  description: 'Replaces it as a whole: what is absent gets its default.',
  body: SetGroupClaims,
  example: { groupMembershipClaims: 'SecurityGroup' },
  answer: { status: 204, description: 'Tokens have the claim from now on.' },
  async run(call) {
    const { servicePrincipal } = await applicationOf(call);
    await call.lab.directory.setGroupClaims(servicePrincipal.id, call.body);
    return { result: undefined };
  },
});

export const listAppRoles = operation({
  ...onApplication,
  id: 'listAppRoles',
  method: 'GET',
  path: `${applicationPath}/app-roles`,
  summary: 'List the roles of an application',
  answer: { status: 200, description: 'Roles, in their order.' },
  result: Type.Array(AppRole),
  async run(call) {
    const { servicePrincipal } = await applicationOf(call);
    const roles = await call.lab.directory.appRoles(servicePrincipal.id);
    return {
      result: roles.map((role) => ({
        ...role,
        allowedMemberTypes: [...role.allowedMemberTypes],
      })),
    };
  },
});

export const createAppRole = operation({
  ...onApplication,
  id: 'createAppRole',
  method: 'POST',
  path: `${applicationPath}/app-roles`,
  summary: 'Create a role of an application',
  body: NewAppRole,
  example: { displayName: 'Survey Writer', value: 'Survey.Create' },
  answer: { status: 201, description: 'The role.' },
  result: AppRole,
  refusals: [...onApplication.refusals, 'taken'],
  async run(call) {
    const { servicePrincipal } = await applicationOf(call);
    const { directory } = call.lab;
    const { id } = await directory.createAppRole(servicePrincipal.id, call.body);
    const [role] = (await directory.appRoles(servicePrincipal.id)).filter((one) => one.id === id);
    if (!role) throw new Error('The new role is gone.');
    return { result: { ...role, allowedMemberTypes: [...role.allowedMemberTypes] } };
  },
});
