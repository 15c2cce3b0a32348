import { urn } from '../../../scim/urns.ts';
import type { Dialect, Operation } from './dialect.ts';
import { patch, pathOf, type ScimRequest } from './scim-request.ts';
import { updateResource } from './users.ts';

/** The manager as an attribute of a mapping. */
export const managerAttribute = `${urn.enterpriseUser}:manager`;

/** `string`: the id, as in every capture; `array`: as documented (scim.md 0). */
export type ManagerForm = 'string' | 'array';

/** Sets the manager of a user, in the pass for references. Both are ids of the server. */
export function setManager(
  id: string,
  managerId: string,
  dialect: Dialect,
  {
    op = 'Add',
    form = 'string',
  }: { readonly op?: Exclude<Operation, 'Remove'>; readonly form?: ManagerForm } = {},
): ScimRequest {
  const value =
    form === 'string'
      ? managerId
      : [{ $ref: `../Users/${encodeURIComponent(managerId)}`, value: managerId }];
  return updateResource('User', id, [{ op, target: managerAttribute, value }], dialect);
}

/** Without the flag an empty value replaces it; with the flag a filter names the manager to remove (scim.md 0). */
export function removeManager(id: string, managerId: string, dialect: Dialect): ScimRequest {
  if (dialect !== 'aadOptscim062020')
    return updateResource(
      'User',
      id,
      [{ op: 'Replace', target: managerAttribute, value: '' }],
      dialect,
    );
  return patch(pathOf('User', id), [
    { op: 'remove', path: `${managerAttribute}[value eq ${JSON.stringify(managerId)}]` },
  ]);
}
