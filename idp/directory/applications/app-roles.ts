import type { IdSource } from '../../../store/ids.ts';
import type { AppRoleRow, Database } from '../tables.ts';

/** A role that an application offers, under Microsoft Graph's names (resource type appRole). */
export interface AppRoleProperties {
  displayName: string;
  description: string;
  /** Value of the role claim; `''`: no claim. Unique in the application. */
  value: string;
  /** `User`: users and groups; `Application`; or both. */
  allowedMemberTypes: readonly string[];
  /** Off: it can no longer be assigned, and can be deleted. Those who have it keep it. */
  isEnabled: boolean;
}

export const appRolePropertiesOf = (role: AppRoleRow): AppRoleProperties => ({
  displayName: role.displayName,
  description: role.description,
  value: role.value ?? '',
  allowedMemberTypes: JSON.parse(role.allowedMemberTypes) as string[],
  isEnabled: role.isEnabled === 1,
});

/** The roles of every SAML application, without a value (entra-saml.md 3.5); that such a role gives no claim is assumed. */
const names = ['User', 'msiam_access'] as const;

export const appRolesFor = (ids: IdSource, servicePrincipalId: string): AppRoleRow[] =>
  names.map((displayName, position) => ({
    id: ids.uuid('appRole'),
    servicePrincipalId,
    displayName,
    value: null,
    description: displayName,
    isEnabled: 1,
    allowedMemberTypes: '["User"]',
    position,
  }));

/** The roles of an application in their order, the usual one first. */
export function appRolesOf(db: Database, servicePrincipalId: string): Promise<AppRoleRow[]> {
  return db
    .selectFrom('appRole')
    .selectAll()
    .where('servicePrincipalId', '=', servicePrincipalId)
    .orderBy('position')
    .execute();
}

/** Whether users and groups can be given the role: it is enabled, and not for applications alone. */
export const isAssignable = (role: AppRoleRow): boolean =>
  role.isEnabled === 1 && appRolePropertiesOf(role).allowedMemberTypes.includes('User');

/** What can be chosen under "Select a role", the usual one first. */
export const assignableRolesOf = async (
  db: Database,
  servicePrincipalId: string,
): Promise<AppRoleRow[]> => (await appRolesOf(db, servicePrincipalId)).filter(isAssignable);
