import { urn } from '../../../scim/urns.ts';
import type { Dialect, Operation } from './dialect.ts';
import { patch, pathOf, type ScimRequest } from './scim-request.ts';
import { updateResource } from './users.ts';

/** The manager as an attribute of a mapping. */
export const managerAttribute = `${urn.enterpriseUser}:manager`;

/** A reference of a user to another user. Both are ids of the server. */
export interface UserReference {
  readonly id: string;
  /** By its name in the mapping, such as `managerAttribute`. */
  readonly target: string;
  readonly value: string;
}

/** `string`: the id, as in every capture; `array`: as documented (scim.md 0). */
export type ManagerForm = 'string' | 'array';

interface ReferenceForm {
  readonly op?: Exclude<Operation, 'Remove'>;
  readonly form?: ManagerForm;
}

/** Sets a reference of a user, in the pass for references. Captures show the manager only; other attributes are written as it is. */
export function setReference(
  { id, target, value: referred }: UserReference,
  dialect: Dialect,
  { op = 'Add', form = 'string' }: ReferenceForm = {},
): ScimRequest {
  const value =
    form === 'string' ? referred : [{ $ref: `..${pathOf('User', referred)}`, value: referred }];
  return updateResource('User', id, [{ op, target, value }], dialect);
}

/** Without the flag an empty value replaces it; with the flag a filter names the user to remove (scim.md 0). */
export function removeReference(
  { id, target, value }: UserReference,
  dialect: Dialect,
): ScimRequest {
  if (dialect !== 'aadOptscim062020')
    return updateResource('User', id, [{ op: 'Replace', target, value: '' }], dialect);
  return patch(pathOf('User', id), [
    { op: 'remove', path: `${target}[value eq ${JSON.stringify(value)}]` },
  ]);
}

/** Sets the manager of a user. Both are ids of the server. */
export const setManager = (
  id: string,
  managerId: string,
  dialect: Dialect,
  form: ReferenceForm = {},
): ScimRequest => setReference({ id, target: managerAttribute, value: managerId }, dialect, form);

/** Removes the manager of a user. Both are ids of the server. */
export const removeManager = (id: string, managerId: string, dialect: Dialect): ScimRequest =>
  removeReference({ id, target: managerAttribute, value: managerId }, dialect);
