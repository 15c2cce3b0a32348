import type { Json, JsonObject } from './json.ts';
import type { urn } from './urns.ts';

/** RFC 7643 3.1. Times are ISO 8601, `location` is a URL. */
export interface Meta {
  readonly resourceType: string;
  readonly created?: string;
  readonly lastModified?: string;
  readonly location?: string;
  readonly version?: string;
}

/** RFC 7644 3.4.2. */
export interface ListResponse<Resource = JsonObject> {
  readonly schemas: readonly [typeof urn.listResponse];
  readonly totalResults: number;
  /** Counted from 1. */
  readonly startIndex?: number;
  readonly itemsPerPage?: number;
  readonly Resources: readonly Resource[];
}

/** RFC 7644 3.5.2. Entra writes `Add`, `Replace` and `Remove` by default. */
export interface PatchOperation {
  readonly op: string;
  readonly path?: string;
  readonly value?: Json;
}

export interface PatchRequest {
  readonly schemas: readonly [typeof urn.patchOp];
  readonly Operations: readonly PatchOperation[];
}
