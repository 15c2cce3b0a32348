import {
  type ApplicationDetails,
  type Directory,
  groupClaimsOf,
  noGroupClaims,
} from '../../../idp/index.ts';
import type { ApplicationSettings } from '../settings-parts.ts';

/** The group claim and the roles of an application; what every application starts with is left out. */
export async function exportRoles(
  directory: Directory,
  app: ApplicationDetails,
): Promise<Pick<ApplicationSettings, 'groupClaims' | 'appRoles'>> {
  const { groupMembershipClaims, ...others } = groupClaimsOf(app);
  const names = Object.keys(others) as (keyof typeof others)[];
  const changed = names.filter((name) => others[name] !== noGroupClaims[name]);
  const roles = await directory.appRoles(app.servicePrincipal.id);
  const appRoles = roles.map(exportRole).filter((role) => role !== undefined);
  return {
    ...(groupMembershipClaims !== 'None' && {
      groupClaims: {
        groupMembershipClaims,
        ...Object.fromEntries(changed.map((name) => [name, others[name]])),
      },
    }),
    ...(appRoles.length > 0 && { appRoles }),
  };
}

type Role = Awaited<ReturnType<Directory['appRoles']>>[number];

/** @returns undefined for a role that every application has, as it is there */
function exportRole({ displayName, value, description, allowedMemberTypes, isEnabled }: Role) {
  const role = {
    displayName,
    ...(value !== '' && { value }),
    ...(description !== displayName && { description }),
    ...(allowedMemberTypes.join() !== 'User' && { allowedMemberTypes }),
    ...(!isEnabled && { isEnabled }),
  };
  const isUsual = ['User', 'msiam_access'].includes(displayName) && Object.keys(role).length === 1;
  return isUsual ? undefined : role;
}
