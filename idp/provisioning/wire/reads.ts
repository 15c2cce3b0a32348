import { pathOf, type ResourceType, read, type ScimRequest } from './scim-request.ts';

/**
 * What Test connection and the start of Provision on demand send: whether a user with a random GUID as first matching attribute exists. The answer is an
 * empty list (entra-admin.md 4.1, scim.md 0).
 */
export const connectionProbe = (
  matchingAttribute: string,
  guid: string,
  resource: ResourceType = 'User',
): ScimRequest => matchResource(resource, matchingAttribute, guid);

/** Looks for a resource by a matching attribute; for groups without their members (entra-admin.md 4.1). */
export const matchResource = (
  resource: ResourceType,
  attribute: string,
  value: string,
): ScimRequest =>
  read(
    `${pathOf(resource)}?${query({
      ...(resource === 'Group' && { excludedAttributes: 'members' }),
      filter: equals(attribute, value),
    })}`,
  );

export const getResource = (resource: ResourceType, id: string): ScimRequest =>
  read(`${pathOf(resource, id)}${resource === 'Group' ? '?excludedAttributes=members' : ''}`);

/** Whether a reference already has a value: asks for the id alone (entra-admin.md 4.1, "Manager check"). */
export const checkReference = (
  id: string,
  attribute: string,
  value: string,
  resource: ResourceType = 'User',
): ScimRequest =>
  read(
    `${pathOf(resource)}?${query({
      filter: `${equals('id', id)} and ${equals(attribute, value)}`,
      attributes: 'id',
    })}`,
  );

/** A page of all resources, as Microsoft's validation of paging asks for it (scim.md b.3, 23 and 24). */
export const listResources = (
  resource: ResourceType,
  { startIndex, count }: { readonly startIndex: number; readonly count: number },
): ScimRequest =>
  read(`${pathOf(resource)}?${query({ startIndex: String(startIndex), count: String(count) })}`);

export const readSchemas = (): ScimRequest => read('/Schemas');

/** RFC 7644 3.4.2.2: the value is a JSON string. */
const equals = (attribute: string, value: string): string =>
  `${attribute} eq ${JSON.stringify(value)}`;

/** As captured: spaces are `+`, quotes `%22` (scim.md 0). */
const query = (parameters: Readonly<Record<string, string>>): string =>
  new URLSearchParams(parameters).toString();
