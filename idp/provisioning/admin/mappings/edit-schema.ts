import { required } from '../../../../input/not-found.ts';
import {
  type AttributeMapping,
  mappingOf,
  type ObjectMapping,
  type ObjectType,
  type SynchronizationSchema,
} from '../../schema/schema.ts';

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
