import { required } from '../../../../input/not-found.ts';
import {
  type AttributeMapping,
  attributeOf,
  mappingOf,
  type ObjectMapping,
  type ObjectType,
  type SynchronizationSchema,
  targetAttributesOf,
} from '../../schema/schema.ts';
import { sourceAttributes } from '../../schema/source-attributes.ts';

/** The mapping of a kind of object. @throws {NotFound} when the schema has none */
export const objectMappingOf = (schema: SynchronizationSchema, type: ObjectType): ObjectMapping =>
  required(mappingOf(schema, type), 'object mapping', type).mapping;

/** The same schema with another mapping of this kind of object. */
export const withObjectMapping = (
  schema: SynchronizationSchema,
  type: ObjectType,
  change: (mapping: ObjectMapping) => ObjectMapping,
): SynchronizationSchema => ({
  ...schema,
  synchronizationRules: schema.synchronizationRules.map((rule) => ({
    ...rule,
    objectMappings: rule.objectMappings.map((mapping) =>
      mapping.sourceObjectName === type ? change(mapping) : mapping,
    ),
  })),
});

/** Where faults of a schema say that an attribute mapping is; the position is the number of mappings for a new one. */
export function pathOf(schema: SynchronizationSchema, type: ObjectType, position: number): string {
  for (const [rule, { objectMappings }] of schema.synchronizationRules.entries()) {
    const mapping = objectMappings.findIndex(({ sourceObjectName }) => sourceObjectName === type);
    if (mapping >= 0)
      return `synchronizationRules.${rule}.objectMappings.${mapping}.attributeMappings.${position}`;
  }
  return '';
}

/** The same schema with this mapping in the place of the one at a position, or after the others. */
export const withMapping = (
  schema: SynchronizationSchema,
  type: ObjectType,
  position: number,
  mapping: AttributeMapping,
): SynchronizationSchema =>
  withObjectMapping(schema, type, (all) => ({
    ...all,
    attributeMappings: all.attributeMappings.toSpliced(position, 1, mapping),
  }));

export const withoutMapping = (
  schema: SynchronizationSchema,
  type: ObjectType,
  position: number,
): SynchronizationSchema =>
  withObjectMapping(schema, type, (all) => ({
    ...all,
    attributeMappings: all.attributeMappings.toSpliced(position, 1),
  }));

/**
 * "Edit attribute list": the same schema, in which the application has the attribute of a mapping. It refers to other objects as its source does, and is a
 * string with one value otherwise.
 */
export function withTargetAttribute(
  schema: SynchronizationSchema,
  type: ObjectType,
  { targetAttributeName: name, source }: Pick<AttributeMapping, 'targetAttributeName' | 'source'>,
): SynchronizationSchema {
  const found = mappingOf(schema, type);
  if (!found || targetAttributesOf(schema, type).some((one) => one.name === name)) return schema;
  const { rule, mapping } = found;
  const from = sourceAttributes[type].find((one) => one.name === source.name);
  const isReference = source.type === 'Attribute' && from?.type === 'Reference';
  const attribute = attributeOf(
    name,
    isReference ? { type: 'Reference', multivalued: from.multivalued } : {},
  );
  return {
    ...schema,
    directories: schema.directories.map((directory) =>
      directory.name === rule.targetDirectoryName
        ? {
            ...directory,
            objects: directory.objects.map((object) =>
              object.name === mapping.targetObjectName
                ? { ...object, attributes: [...object.attributes, attribute] }
                : object,
            ),
          }
        : directory,
    ),
  };
}
