import type { Json } from '../../../scim/json.ts';
import { urn } from '../../../scim/urns.ts';
import type { Dialect } from './dialect.ts';
import { type AttributeChange, operations } from './operations.ts';
import {
  metaOf,
  patch,
  pathOf,
  type ResourceType,
  type ScimRequest,
  write,
} from './scim-request.ts';
import { placeValue } from './target-name.ts';

/** The value of one attribute, by its name in the mapping. */
export interface AttributeValue {
  readonly target: string;
  readonly value: Json;
}

/**
 * Creates a user. `schemas` lists the core and enterprise schemas, even if another extension is sent: Entra does not list it (entra-admin.md 4.1).
 */
export function createUser(values: readonly AttributeValue[]): ScimRequest {
  const user: Record<string, Json | undefined> = { schemas: [urn.user, urn.enterpriseUser] };
  for (const { target, value } of values) placeValue(user, target, value);
  return write('POST', pathOf('User'), { ...user, meta: metaOf('User') });
}

/** Changes attributes of a user or a group. */
export const updateResource = (
  resource: ResourceType,
  id: string,
  changes: readonly AttributeChange[],
  dialect: Dialect,
): ScimRequest => patch(pathOf(resource, id), operations(changes, dialect));

/** Disables or restores a user: what Entra sends when a user is unassigned, out of scope, soft-deleted or blocked (entra-admin.md 4.3). */
export const setActive = (id: string, active: boolean, dialect: Dialect): ScimRequest =>
  updateResource('User', id, [{ op: 'Replace', target: 'active', value: active }], dialect);

export const deleteResource = (resource: ResourceType, id: string): ScimRequest => ({
  method: 'DELETE',
  path: pathOf(resource, id),
  headers: {},
});
