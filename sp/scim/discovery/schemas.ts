import { urn } from '../../../scim/urns.ts';
import type { Attribute, ResourceType, Schema } from '../schema/attribute.ts';

/** A schema as RFC 7643 7 describes it, with every characteristic. */
export const schemaResource = ({ id, name, description, attributes }: Schema, base: string) => ({
  schemas: [urn.schema],
  id,
  name,
  description,
  attributes: attributes.map(described),
  meta: { resourceType: 'Schema', location: `${base}/Schemas/${id}` },
});

function described(attribute: Attribute): object {
  const { name, type, description, canonicalValues, subAttributes } = attribute;
  return {
    name,
    type,
    multiValued: attribute.multiValued ?? false,
    description,
    required: attribute.required ?? false,
    ...(canonicalValues && { canonicalValues }),
    caseExact: attribute.caseExact ?? false,
    mutability: attribute.readOnly ? 'readOnly' : 'readWrite',
    returned: 'default',
    uniqueness: attribute.unique ? 'server' : 'none',
    ...(type === 'reference' && { referenceTypes: ['external'] }),
    ...(subAttributes && { subAttributes: subAttributes.map(described) }),
  };
}

/** A kind of resource (RFC 7643 6). */
export const resourceTypeResource = (type: ResourceType, base: string) => ({
  schemas: [urn.resourceType],
  id: type.name,
  name: type.name,
  endpoint: type.endpoint,
  description: type.description,
  schema: type.schema.id,
  ...(type.extensions.length > 0 && {
    schemaExtensions: type.extensions.map(({ id }) => ({ schema: id, required: false })),
  }),
  meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${type.name}` },
});
