import { Type } from 'typebox';
import { groupClaimsOf } from '../../../idp/index.ts';
import { requireRole } from '../../tenants/references.ts';
import { operation } from '../operation.ts';
import {
  AppRole,
  ChangedAppRole,
  GroupClaims,
  NewAppRole,
  SetGroupClaims,
} from '../role-schemas.ts';
import {
  applicationOf,
  applicationPath,
  type InTenant,
  onApplication,
} from './target-application.ts';

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

const onRole = {
  ...onApplication,
  path: `${applicationPath}/app-roles/{roleId}`,
  places: { ...onApplication.places, unknown_role: { parameter: 'roleId' } },
} as const;

export const updateAppRole = operation({
  ...onRole,
  id: 'updateAppRole',
  method: 'PATCH',
  summary: 'Change the properties of a role that are given',
  body: ChangedAppRole,
  example: { isEnabled: false },
  answer: { status: 204, description: 'The role is changed.' },
  refusals: [...onApplication.refusals, 'unknown_role', 'taken'],
  async run(call) {
    const { servicePrincipal, roleId } = await roleOf(call);
    await call.lab.directory.updateAppRole(servicePrincipal.id, roleId, call.body);
    return { result: undefined };
  },
});

export const deleteAppRole = operation({
  ...onRole,
  id: 'deleteAppRole',
  method: 'DELETE',
  summary: 'Delete a role that is disabled, and the assignments in it',
  answer: { status: 204, description: 'The role is gone.' },
  refusals: [...onApplication.refusals, 'unknown_role'],
  async run(call) {
    const { servicePrincipal, roleId } = await roleOf(call);
    await call.lab.directory.deleteAppRole(servicePrincipal.id, roleId);
    return { result: undefined };
  },
});

/** The role that the path names by display name, value or id. @throws {LabError} `unknown_role` */
async function roleOf(call: InTenant) {
  const { servicePrincipal } = await applicationOf(call);
  const { roleId: name = '' } = call.params;
  const roleId = await requireRole(call.lab.directory, servicePrincipal, name);
  return { servicePrincipal, roleId };
}
