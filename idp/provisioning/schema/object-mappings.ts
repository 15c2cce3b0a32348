import { type Fault, InvalidInput } from '../../../input/invalid-input.ts';
import { ExpressionFault } from '../expressions/syntax.ts';
import {
  type AttributeMapping,
  type AttributeMappingSource,
  attributeOf,
  type Filter,
  type FilterClause,
  type FilterGroup,
  mappingOf,
  type ObjectMapping,
  type ObjectType,
  objectTypes,
  type SynchronizationSchema,
  targetAttributesOf,
} from './schema.ts';
import { directSource, expressionOf, sourceOf } from './source.ts';
import { sourceAttributes } from './source-attributes.ts';

type Given<Values> = { readonly [Name in keyof Values]?: Values[Name] | undefined };

/** One attribute of the application, and where its value comes from, as people write it. */
export interface AttributeMappingInShort
  extends Given<Omit<AttributeMapping, 'targetAttributeName' | 'source' | 'defaultValue'>> {
  /** Such as `title` or `emails[type eq "work"].value`. One that the application is not known to have is added to its attributes, as a text. */
  readonly targetAttributeName: string;
  /** An attribute of the user or group, such as `mail`; a text in quotation marks; or an expression, such as `ToLower([mail])`. */
  readonly source: string;
  /** Used at creation when the source has no value. */
  readonly defaultValue?: string | undefined;
}

/** A scoping filter: an object passes it when all of its clauses hold. */
export interface FilterGroupInShort {
  /** Its title. */
  readonly name?: string | undefined;
  readonly clauses: readonly (Pick<FilterClause, 'sourceOperandName' | 'operatorName'> & {
    /** What it is compared with. Default: nothing. */
    readonly targetOperand?: { readonly values: readonly string[] } | undefined;
  })[];
}

/** Which objects are in scope: those that any of the filters lets through; without filters, all. */
export interface ScopeInShort {
  /** Who leaves them is disabled in the application. */
  readonly groups?: readonly FilterGroupInShort[] | undefined;
  /** Who leaves them is left alone. */
  readonly inputFilterGroups?: readonly FilterGroupInShort[] | undefined;
}

/** How users or groups are mapped. What is absent stays as it is; a list is replaced as a whole. */
export interface ObjectMappingInShort {
  /** Whose mapping it is. */
  readonly sourceObjectName: ObjectType;
  /** Whether such objects are provisioned. Users always are. */
  readonly enabled?: boolean | undefined;
  /** What is done to the objects of the application: some of `Add, Update, Delete`, separated by commas; `None`. */
  readonly flowTypes?: string | undefined;
  /** Every attribute that is mapped. */
  readonly attributeMappings?: readonly AttributeMappingInShort[] | undefined;
  /** Scoping filters. */
  readonly scope?: ScopeInShort | undefined;
}

/** A text without any of them is the name of an attribute: `mail` is `[mail]`. */
const PUNCTUATION = /["()[\]]/;

/** The text of a source, as people write it. */
const shortSource = (source: AttributeMappingSource): string => {
  const text = expressionOf(source);
  return source.type === 'Attribute' && !PUNCTUATION.test(source.name) ? source.name : text;
};

/** @throws {ExpressionFault} when the text is no expression */
const sourceFrom = (text: string): AttributeMappingSource =>
  PUNCTUATION.test(text) || text.trim() === '' ? sourceOf(text) : directSource(text.trim());

/** The mappings of a schema as people write them, without what is so anyway. */
export function objectMappingsOf(schema: SynchronizationSchema): ObjectMappingInShort[] {
  return objectTypes.flatMap((type) => {
    const mapping = mappingOf(schema, type)?.mapping;
    return mapping ? [inShort(mapping)] : [];
  });
}

function inShort(mapping: ObjectMapping): ObjectMappingInShort {
  const { sourceObjectName, enabled, flowTypes, attributeMappings } = mapping;
  const scope = scopeInShort(mapping.scope);
  return {
    sourceObjectName,
    ...(sourceObjectName === 'Group' && { enabled }),
    flowTypes,
    attributeMappings: attributeMappings.map(attributeInShort),
    ...(Object.keys(scope).length > 0 && { scope }),
  };
}

const scopeInShort = (scope: Filter | null): ScopeInShort =>
  Object.fromEntries(
    (['groups', 'inputFilterGroups'] as const)
      .filter((list) => scope && scope[list].length > 0)
      .map((list) => [list, scope?.[list].map(groupInShort)]),
  );

const groupInShort = ({ name, clauses }: FilterGroup): FilterGroupInShort => ({
  ...(name !== null && { name }),
  clauses: clauses.map(({ targetOperand, ...clause }) => ({
    ...clause,
    ...(targetOperand.values.length > 0 && { targetOperand }),
  })),
});

function attributeInShort(mapping: AttributeMapping): AttributeMappingInShort {
  const { targetAttributeName, source, defaultValue, flowType, flowBehavior } = mapping;
  return {
    targetAttributeName,
    source: shortSource(source),
    ...(defaultValue !== null && { defaultValue }),
    ...(flowType !== 'Always' && { flowType }),
    ...(flowBehavior !== 'FlowWhenChanged' && { flowBehavior }),
    ...(mapping.matchingPriority > 0 && { matchingPriority: mapping.matchingPriority }),
    ...(mapping.exportMissingReferences && { exportMissingReferences: true }),
  };
}

/** The same schema with other mappings, to be read by `readSchema`, and where each of them is now. */
export interface Merged {
  readonly schema: object;
  /** A property of the schema, or a sentence with it, by the names of what was given. */
  readonly inShort: (text: string) => string;
}

/**
 * A schema in which these mappings are changed.
 *
 * @throws {InvalidInput} on `objectMappings` when they are no list of maps; on `sourceObjectName` when the schema maps no such objects, or one kind
 *   is given twice; on `source` when it is no text, or no expression
 */
export function withObjectMappings(schema: SynchronizationSchema, given: unknown): Merged {
  const faults: Fault[] = [];
  const places: { readonly long: string; readonly short: string }[] = [];
  let merged: SynchronizationSchema = schema;
  for (const [at, one] of listOf(given).entries()) {
    const short = `objectMappings.${at}`;
    const type = objectTypes.find((name) => name === one.sourceObjectName);
    const found = type && placeOf(schema, type);
    if (!type || !found || places.some(({ long }) => long === found)) {
      const message = refusal(one.sourceObjectName, type, found !== undefined);
      faults.push({ property: `${short}.sourceObjectName`, code: 'unknown', message });
      continue;
    }
    places.push({ long: found, short });
    merged = withMapping(merged, type, changes(one, short, faults));
  }
  if (faults.length > 0) throw new InvalidInput(faults);
  return {
    schema: merged,
    inShort: (text) => places.reduce((said, { long, short }) => said.replaceAll(long, short), text),
  };
}

type Loose = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function listOf(given: unknown): readonly Loose[] {
  if (Array.isArray(given) && given.every(isMap)) return given;
  const message = 'objectMappings must be a list of objects.';
  throw new InvalidInput([{ property: 'objectMappings', code: 'type', message }]);
}

function refusal(name: unknown, type: ObjectType | undefined, isThere: boolean): string {
  if (!type) return `sourceObjectName must be one of ${objectTypes.join(', ')}.`;
  return isThere
    ? `The mapping of ${String(name)} is given twice; keep one.`
    : `The template of this job has no mapping of ${String(name)}.`;
}

function placeOf(schema: SynchronizationSchema, type: ObjectType): string | undefined {
  for (const [rule, { objectMappings }] of schema.synchronizationRules.entries()) {
    const at = objectMappings.findIndex((one) => one.sourceObjectName === type);
    if (at >= 0) return `synchronizationRules.${rule}.objectMappings.${at}`;
  }
  return undefined;
}

/** What was given, in Graph's form. What has a wrong type is left for `readSchema` to refuse. */
function changes(
  { enabled, flowTypes, attributeMappings, scope }: Loose,
  place: string,
  faults: Fault[],
): Loose {
  return {
    ...(enabled !== undefined && { enabled }),
    ...(flowTypes !== undefined && { flowTypes }),
    ...(scope !== undefined && { scope }),
    ...(attributeMappings !== undefined && {
      attributeMappings: Array.isArray(attributeMappings)
        ? attributeMappings.map((one: unknown, at) =>
            isMap(one) ? attribute(one, `${place}.attributeMappings.${at}`, faults) : one,
          )
        : attributeMappings,
    }),
  };
}

function attribute(one: Loose, place: string, faults: Fault[]): Loose {
  const refuse = (code: string, message: string) => {
    faults.push({ property: `${place}.source`, code, message });
    return one;
  };
  if (typeof one.source !== 'string')
    return refuse('type', 'source must be a text: the name of an attribute, or an expression.');
  try {
    return { ...one, source: sourceFrom(one.source) };
  } catch (error) {
    if (!(error instanceof ExpressionFault)) throw error;
    return refuse('expression', error.message);
  }
}

function withMapping(
  schema: SynchronizationSchema,
  type: ObjectType,
  { scope, ...changed }: Loose,
): SynchronizationSchema {
  const found = mappingOf(schema, type);
  if (!found) return schema;
  const { rule, mapping } = found;
  const changedMapping = {
    ...mapping,
    ...changed,
    ...(scope !== undefined && { scope: isMap(scope) ? { ...mapping.scope, ...scope } : scope }),
  } as ObjectMapping;
  return withTargetAttributes(
    {
      ...schema,
      synchronizationRules: schema.synchronizationRules.map((one) =>
        one === rule
          ? {
              ...one,
              objectMappings: one.objectMappings.map((other) =>
                other === mapping ? changedMapping : other,
              ),
            }
          : one,
      ),
    },
    type,
    readable(changed.attributeMappings),
  );
}

type Target = Pick<AttributeMapping, 'targetAttributeName' | 'source'>;

/** The mappings among what was given; `readSchema` refuses the rest. */
const readable = (mappings: unknown): Target[] =>
  Array.isArray(mappings)
    ? mappings.filter(
        (one: unknown): one is Target =>
          isMap(one) &&
          typeof one.targetAttributeName === 'string' &&
          one.targetAttributeName !== '' &&
          isMap(one.source),
      )
    : [];

/**
 * "Edit attribute list": the same schema, in which the application has the attributes of these mappings. One refers to other objects as its source does, and is
 * a string with one value otherwise.
 */
export function withTargetAttributes(
  schema: SynchronizationSchema,
  type: ObjectType,
  mappings: readonly Target[],
): SynchronizationSchema {
  const found = mappingOf(schema, type);
  const known = new Set(targetAttributesOf(schema, type).map(({ name }) => name));
  const added = new Map(
    mappings
      .filter(({ targetAttributeName }) => !known.has(targetAttributeName))
      .map((one) => [one.targetAttributeName, targetOf(one, type)]),
  );
  if (!found || added.size === 0) return schema;
  return {
    ...schema,
    directories: schema.directories.map((directory) =>
      directory.name === found.rule.targetDirectoryName
        ? {
            ...directory,
            objects: directory.objects.map((object) =>
              object.name === found.mapping.targetObjectName
                ? { ...object, attributes: [...object.attributes, ...added.values()] }
                : object,
            ),
          }
        : directory,
    ),
  };
}

function targetOf({ targetAttributeName: name, source }: Target, type: ObjectType) {
  const from = sourceAttributes[type].find((one) => one.name === source.name);
  const isReference = source.type === 'Attribute' && from?.type === 'Reference';
  return attributeOf(name, isReference ? { type: 'Reference', multivalued: from.multivalued } : {});
}
