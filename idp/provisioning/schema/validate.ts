import type { Fault } from '../../../input/invalid-input.ts';
import { nearest } from '../../../text-files/nearest.ts';
import { filterFaults } from './filter-faults.ts';
import { mappingFaults } from './mapping-faults.ts';
import {
  flowTypes,
  mappingOf,
  type ObjectMapping,
  objectTypes,
  type SynchronizationSchema,
  targetAttributesOf,
} from './schema.ts';

/**
 * What is wrong with a schema, each under the path of its property, such as `synchronizationRules.0.objectMappings.0.attributeMappings.3.source`.
 * The shape was checked by `readSchema`.
 */
export function schemaFaults(schema: SynchronizationSchema): Fault[] {
  const faults = schema.synchronizationRules.flatMap((rule, ruleAt) =>
    rule.objectMappings.flatMap((mapping, at) =>
      objectMappingFaults(schema, mapping, `synchronizationRules.${ruleAt}.objectMappings.${at}`),
    ),
  );
  const twice = objectTypes.filter((type) => countOf(schema, type) > 1);
  if (!mappingOf(schema, 'User'))
    faults.push({
      property: 'synchronizationRules',
      code: 'required',
      message: 'A schema needs a mapping of users.',
    });
  for (const type of twice)
    faults.push({
      property: 'synchronizationRules',
      code: 'duplicate_mapping',
      message: `The schema has more than one mapping of the object ${type}; keep one.`,
    });
  return faults;
}

const countOf = ({ synchronizationRules }: SynchronizationSchema, type: string): number =>
  synchronizationRules
    .flatMap(({ objectMappings }) => objectMappings)
    .filter(({ sourceObjectName }) => sourceObjectName === type).length;

function objectMappingFaults(
  schema: SynchronizationSchema,
  mapping: ObjectMapping,
  path: string,
): Fault[] {
  const { sourceObjectName: type } = mapping;
  const targets = targetAttributesOf(schema, type);
  return [
    ...flowTypesFaults(mapping, `${path}.flowTypes`),
    ...(type === 'User' && !mapping.enabled
      ? [
          {
            property: `${path}.enabled`,
            code: 'required',
            message: 'The mapping of users cannot be disabled.',
          },
        ]
      : []),
    ...targets
      .filter(
        ({ name, required }) =>
          required && !mapping.attributeMappings.some((one) => one.targetAttributeName === name),
      )
      .map(({ name }) => ({
        property: `${path}.attributeMappings`,
        code: 'required',
        message: `The application requires ${name}, so its mapping cannot be deleted.`,
      })),
    ...precedenceFaults(mapping, `${path}.attributeMappings`),
    ...mapping.attributeMappings.flatMap((one, at) =>
      mappingFaults(one, { type, targets, path: `${path}.attributeMappings.${at}` }),
    ),
    ...duplicateTargets(mapping, `${path}.attributeMappings`),
    ...filterFaults(mapping.scope, type, `${path}.scope`),
  ];
}

function flowTypesFaults({ flowTypes: text }: ObjectMapping, property: string): Fault[] {
  const parts = text.split(',').map((part) => part.trim());
  const unknown = parts.find((part) => !['', 'None', ...flowTypes].includes(part));
  if (unknown === undefined) return [];
  const meant = nearest(unknown, flowTypes);
  const message = `flowTypes has "${unknown}"; it takes Add, Update and Delete, separated by commas${meant ? `: did you mean ${meant}?` : '.'}`;
  return [{ property, code: 'flow_type', message }];
}

function precedenceFaults({ attributeMappings }: ObjectMapping, path: string): Fault[] {
  const seen = new Map<number, string>();
  const faults: Fault[] = [];
  for (const [at, { matchingPriority, targetAttributeName }] of attributeMappings.entries()) {
    if (matchingPriority === 0) continue;
    const other = seen.get(matchingPriority);
    if (other !== undefined)
      faults.push({
        property: `${path}.${at}.matchingPriority`,
        code: 'duplicate_precedence',
        message: `${targetAttributeName} and ${other} have the matching precedence ${matchingPriority}; give each its own.`,
      });
    seen.set(matchingPriority, targetAttributeName);
  }
  if (seen.size > 0) return faults;
  const message =
    'No attribute matches objects: set "Match objects using this attribute" (matchingPriority) for at least one, such as userName.';
  return [{ property: path, code: 'no_matching', message }];
}

function duplicateTargets({ attributeMappings }: ObjectMapping, path: string): Fault[] {
  const seen = new Set<string>();
  return attributeMappings.flatMap(({ targetAttributeName: name }, at) => {
    const key = name.toLowerCase();
    const isSecond = seen.has(key);
    seen.add(key);
    const message = `${name} is mapped more than once; keep one mapping.`;
    return isSecond
      ? [{ property: `${path}.${at}.targetAttributeName`, code: 'duplicate_target', message }]
      : [];
  });
}
