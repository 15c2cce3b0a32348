import type { Json } from '../../../scim/json.ts';
import { urn } from '../../../scim/urns.ts';
import { type Dialect, operationName } from './dialect.ts';
import { metaOf, patch, pathOf, type ScimRequest, write } from './scim-request.ts';
import { placeValue } from './target-name.ts';
import type { AttributeValue } from './users.ts';

/** Creates a group, without members; the schema of 2006 is sent by the oldest dialect only (scim.md 0). */
export function createGroup(values: readonly AttributeValue[], dialect: Dialect): ScimRequest {
  const group: Record<string, Json | undefined> = {
    schemas: [urn.group, ...(dialect === 'customappsso' ? [urn.entraGroup] : [])],
  };
  for (const { target, value } of values) placeValue(group, target, value);
  return write('POST', pathOf('Group'), {
    ...group,
    members: [],
    meta: metaOf('Group'),
  });
}

/**
 * Adds members in one operation. Entra sends one for each member, up to five requests at once (scim.md a.1).
 *
 * @param path attribute of the group, by its name in the mapping
 */
export function addMembers(
  groupId: string,
  memberIds: readonly string[],
  dialect: Dialect,
  path = 'members',
): ScimRequest {
  const isFlagged = dialect === 'aadOptscim062020';
  const value = memberIds.map((id) => (isFlagged ? { value: id } : { $ref: null, value: id }));
  return patch(pathOf('Group', groupId), [{ op: operationName('Add', dialect), path, value }]);
}

/**
 * Removes members: by value without the flag, by a filter for each with it.
 *
 * @param options.attribute of the group, by its name in the mapping
 * @param options.withRef writes `"$ref": null` beside each value, as Microsoft's guide for developers of SCIM servers does; its page on compatibility does not.
 */
export function removeMembers(
  groupId: string,
  memberIds: readonly string[],
  dialect: Dialect,
  {
    attribute = 'members',
    withRef = false,
  }: { readonly attribute?: string; readonly withRef?: boolean } = {},
): ScimRequest {
  const path = pathOf('Group', groupId);
  if (dialect === 'aadOptscim062020')
    return patch(
      path,
      memberIds.map((id) => ({
        op: 'remove',
        path: `${attribute}[value eq ${JSON.stringify(id)}]`,
      })),
    );
  const value = memberIds.map((id) => ({ ...(withRef && { $ref: null }), value: id }));
  return patch(path, [{ op: operationName('Remove', dialect), path: attribute, value }]);
}
