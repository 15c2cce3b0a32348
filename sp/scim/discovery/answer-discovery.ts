import { caseKey } from '../../../store/case-key.ts';
import type { Answer } from '../answer.ts';
import { listResponse } from '../list.ts';
import type { ResourceType } from '../schema/attribute.ts';
import { groupType } from '../schema/group.ts';
import { userType } from '../schema/user.ts';
import { noSuch } from '../scim-error.ts';
import type { Visit } from '../visit.ts';
import { resourceTypeResource, schemaResource } from './schemas.ts';
import { serviceProviderConfig } from './service-provider-config.ts';

/** The kinds of resource of a company. */
const typesOf = ({ groups }: Pick<Visit, 'groups'>): ResourceType[] =>
  groups ? [userType, groupType] : [userType];

export const getServiceProviderConfig = ({ base }: Visit): Answer => ({
  status: 200,
  body: serviceProviderConfig(base),
});

export function listResourceTypes(visit: Visit): Answer {
  const all = typesOf(visit).map((type) => resourceTypeResource(type, visit.base));
  return { status: 200, body: listResponse(all.length, 1, all) };
}

/** @throws {ScimError} 404 */
export function getResourceType(visit: Visit, id: string): Answer {
  const type = typesOf(visit).find(({ name }) => caseKey(name) === caseKey(id));
  if (!type) throw noSuch('resource type', id);
  return { status: 200, body: resourceTypeResource(type, visit.base) };
}

const schemasOf = (visit: Visit) =>
  typesOf(visit).flatMap(({ schema, extensions }) => [schema, ...extensions]);

export function listSchemas(visit: Visit): Answer {
  const all = schemasOf(visit).map((schema) => schemaResource(schema, visit.base));
  return { status: 200, body: listResponse(all.length, 1, all) };
}

/** @throws {ScimError} 404 */
export function getSchema(visit: Visit, urn: string): Answer {
  const schema = schemasOf(visit).find(({ id }) => caseKey(id) === caseKey(urn));
  if (!schema) throw noSuch('schema', urn);
  return { status: 200, body: schemaResource(schema, visit.base) };
}
