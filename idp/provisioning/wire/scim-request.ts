import { scimMediaType } from '../../../scim/media-type.ts';
import type { Meta, PatchOperation, PatchRequest } from '../../../scim/messages.ts';
import { urn } from '../../../scim/urns.ts';

/** An HTTP request to a SCIM server, without its address and its secret. */
export interface ScimRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the Tenant URL, with query: `/Users?filter=userName+eq+%22x%22`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export type ResourceType = 'User' | 'Group';

/** The path of a resource, or without `id` that of all resources of the type. Half of a surrogate pair, which no address has, becomes U+FFFD. */
export const pathOf = (resource: ResourceType, id?: string): string =>
  `/${resource}s${id === undefined ? '' : `/${encodeURIComponent(id.toWellFormed())}`}`;

/** Entra sends reads without Accept and Content-Type (scim.md a.1). */
export const read = (path: string): ScimRequest => ({ method: 'GET', path, headers: {} });

/** Entra names the charset; a server that compares the header exactly refuses it (scim.md a.1). */
export const write = (
  method: 'POST' | 'PUT' | 'PATCH',
  path: string,
  body: object,
): ScimRequest => ({
  method,
  path,
  headers: { 'Content-Type': `${scimMediaType}; charset=utf-8` },
  body: JSON.stringify(body),
});

/** RFC 7644 3.5.2. */
export function patch(path: string, operations: readonly PatchOperation[]): ScimRequest {
  const request: PatchRequest = { schemas: [urn.patchOp], Operations: operations };
  return write('PATCH', path, { ...request });
}

/** What Entra says of a new resource. */
export const metaOf = (resourceType: ResourceType): Meta => ({ resourceType });
