import type { FastifyRequest } from 'fastify';
import { readFilter } from '../filter/read-filter.ts';
import { readPaging } from '../list.ts';
import { readProjection } from '../projection.ts';
import type { ResourceType } from '../schema/attribute.ts';
import { badRequest } from '../scim-error.ts';

interface Query {
  readonly filter?: unknown;
  readonly startIndex?: unknown;
  readonly count?: unknown;
  readonly attributes?: unknown;
  readonly excludedAttributes?: unknown;
}

/** @throws {ScimError} invalidFilter, invalidValue */
export function readListQuery(request: FastifyRequest, type: ResourceType) {
  const { filter, startIndex, count } = request.query as Query;
  if (filter !== undefined && typeof filter !== 'string')
    throw badRequest('invalidFilter', 'A request has one filter.');
  return {
    filter: filter === undefined || filter === '' ? undefined : readFilter(filter, type),
    project: readProjectionQuery(request, type),
    ...readPaging(startIndex, count),
  };
}

export function readProjectionQuery(request: FastifyRequest, type: ResourceType) {
  const { attributes, excludedAttributes } = request.query as Query;
  return readProjection(attributes, excludedAttributes, type);
}
