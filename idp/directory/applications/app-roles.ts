import type { IdSource } from '../../../store/ids.ts';
import type { AppRoleRow, Database } from '../tables.ts';

/** The roles of every SAML application, without a value (entra-saml.md 3.5); that such a role gives no claim is assumed. */
const names = ['User', 'msiam_access'] as const;

export const appRolesFor = (ids: IdSource, servicePrincipalId: string): AppRoleRow[] =>
  names.map((displayName, position) => ({
    id: ids.uuid('appRole'),
    servicePrincipalId,
    displayName,
    value: null,
    position,
  }));

/** What can be chosen under "Select a role", the usual one first. */
export function appRolesOf(db: Database, servicePrincipalId: string): Promise<AppRoleRow[]> {
  return db
    .selectFrom('appRole')
    .selectAll()
    .where('servicePrincipalId', '=', servicePrincipalId)
    .orderBy('position')
    .execute();
}
