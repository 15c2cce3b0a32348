import type { Json } from '../../../scim/json.ts';
import { evaluate, NotSimulated } from '../expressions/evaluate.ts';
import type { Expression } from '../expressions/syntax.ts';
import { ExpressionFault } from '../expressions/syntax.ts';
import { noFlow, oneOf, Redacted, Roles, type SourceObject } from '../expressions/value.ts';
import type {
  AttributeDefinition,
  AttributeMapping,
  ObjectMapping,
  ObjectType,
  SynchronizationSchema,
} from '../schema/schema.ts';
import { targetAttributesOf } from '../schema/schema.ts';
import { parsedSource } from '../schema/source.ts';

/** An attribute mapping, ready to be computed many times. */
export interface ReadyMapping {
  readonly mapping: AttributeMapping;
  readonly expression: Expression;
  readonly type: AttributeDefinition['type'];
}

/** The mapping of a kind of object, ready to be computed many times. */
export interface ReadyObjectMapping {
  readonly object: ObjectMapping;
  /** Without references. */
  readonly attributes: readonly ReadyMapping[];
  readonly references: readonly AttributeMapping[];
  /** By precedence. */
  readonly matching: readonly ReadyMapping[];
}

/** Reads the expressions of a mapping, which were checked at saving. */
export function readyMapping(
  schema: SynchronizationSchema,
  object: ObjectMapping,
  type: ObjectType,
): ReadyObjectMapping {
  const targets = new Map(targetAttributesOf(schema, type).map((one) => [one.name, one]));
  const isReference = ({ targetAttributeName }: AttributeMapping) =>
    targets.get(targetAttributeName)?.type === 'Reference';
  const attributes = object.attributeMappings
    .filter((one) => !isReference(one))
    .map((mapping) => ({
      mapping,
      expression: parsedSource(mapping.source),
      type: targets.get(mapping.targetAttributeName)?.type ?? 'String',
    }));
  return {
    object,
    attributes,
    references: object.attributeMappings.filter(isReference),
    matching: attributes
      .filter(({ mapping }) => mapping.matchingPriority > 0)
      .toSorted((one, other) => one.mapping.matchingPriority - other.mapping.matchingPriority),
  };
}

/** What a mapping makes of an object. */
export interface MappedValue {
  readonly mapping: AttributeMapping;
  readonly type: AttributeDefinition['type'];
  /** Null: none, which is not exported. */
  readonly value: Json | null;
  readonly roles?: Roles;
  /** The logs must not show it. */
  readonly isRedacted: boolean;
  /** Why the attribute is left out, as a sentence for the step. */
  readonly leftOut?: string;
}

/** Computes every attribute. One that cannot be computed is left out and says why; the others are exported. */
export const mappedValues = (
  { attributes }: Pick<ReadyObjectMapping, 'attributes'>,
  source: SourceObject,
): MappedValue[] => attributes.map((one) => mappedValue(one, source));

export function mappedValue(
  { mapping, expression, type }: ReadyMapping,
  source: SourceObject,
): MappedValue {
  const none = { mapping, type, value: null, isRedacted: false };
  const target = mapping.targetAttributeName;
  try {
    const made = evaluate(expression, source);
    if (made === noFlow) return { ...none, leftOut: `${target} is left out: its source is empty.` };
    const isRedacted = made instanceof Redacted;
    if (made instanceof Roles) {
      // `roles[primary eq "True"].value` takes the value of the role, `roles` the roles themselves.
      if (target === 'roles') return { ...none, roles: made };
      return { ...none, value: made.roles[0]?.value ?? null };
    }
    const text = oneOf(isRedacted ? made.value : made);
    return { mapping, type, isRedacted, ...inType(text, type, target) };
  } catch (error) {
    if (!(error instanceof NotSimulated || error instanceof ExpressionFault)) throw error;
    return { ...none, leftOut: `${target} is left out. ${error.message}` };
  }
}

/** The JSON of a text, by the type of the attribute. */
export function inType(
  text: string | null,
  type: AttributeDefinition['type'],
  target: string,
): { value: Json | null; leftOut?: string } {
  if (text === null || (text === '' && type !== 'String')) return { value: null };
  if (type === 'Boolean') {
    if (/^(?:true|false)$/i.test(text)) return { value: /^true$/i.test(text) };
    return { value: null, leftOut: `${target} is left out: "${text}" is neither True nor False.` };
  }
  if (type === 'Integer') {
    if (/^[+-]?\d{1,15}$/.test(text)) return { value: Number(text) };
    return { value: null, leftOut: `${target} is left out: "${text}" is no whole number.` };
  }
  return { value: text };
}
