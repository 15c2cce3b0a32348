import { matchAll } from '../../response/dotnet-regex/match-all.ts';
import { listOf, oneOf, type Plain } from '../expressions/value.ts';
import type { AttributeDefinition } from '../schema/schema.ts';

/** An operator of a scoping filter. */
export interface FilterOperator {
  /** How the page calls it. */
  readonly label: string;
  /** How many values it compares with. */
  readonly values: 0 | 1 | 'many';
  /** What it compares, as Graph's filterOperatorSchema says it. */
  readonly types: readonly AttributeDefinition['type'][];
  /** Whether a value of the object satisfies it; never asked without a value, unless `forNull`. */
  holds(value: Plain, values: readonly string[]): boolean;
  /** What it says of an object without a value; of the others that is false (entra-admin.md 4.3). */
  readonly forNull?: boolean;
}

const number = (text: string | null): number =>
  text !== null && /^[+-]?\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN;

/** Bits of two whole numbers. */
const bits = (value: Plain, values: readonly string[]): bigint | undefined => {
  const [left, right] = [oneOf(value)?.trim() ?? '', values[0]?.trim() ?? ''];
  const isWhole = (text: string) => /^\d{1,18}$/.test(text);
  return isWhole(left) && isWhole(right) ? BigInt(left) & BigInt(right) : undefined;
};

/** Of several values each must satisfy an operator: `All` is the default of multivaluedComparisonType (Graph, filterOperatorSchema). */
const allOf = (value: Plain, holds: (one: string) => boolean): boolean =>
  listOf(value).every(holds);

/** Patterns are .NET's and match anywhere (assumed). */
const matches = (text: string, [pattern = '']: readonly string[]): boolean =>
  matchAll(pattern, text.slice(0, 1_000)).length > 0;

/** Graph's example has those of EQUALS; the others are assumed. */
const [texts, whole, flags] = [['String'], ['Integer'], ['Boolean']] as const;
const both = ['String', 'Integer'] as const;
const any = ['String', 'Integer', 'Boolean', 'Reference', 'Binary'] as const;

/** Under Graph's names (filterOperatorSchema); comparisons are case-sensitive (entra-admin.md 4.3). */
export const filterOperators: Readonly<Record<string, FilterOperator>> = {
  '&': {
    label: '&',
    values: 1,
    types: whole,
    holds: (value, values) => (bits(value, values) ?? 0n) !== 0n,
  },
  '!&': {
    label: '!&',
    values: 1,
    types: whole,
    holds: (value, values) => bits(value, values) === 0n,
  },
  ENDS_WITH: {
    label: 'ENDS_WITH',
    values: 1,
    types: texts,
    holds: (value, [end = '']) => allOf(value, (one) => one.endsWith(end)),
  },
  EQUALS: {
    label: 'EQUALS',
    values: 'many',
    types: both,
    holds: (value, values) => allOf(value, (one) => values.includes(one)),
  },
  Greater_Than: {
    label: 'Greater_Than',
    values: 1,
    types: whole,
    holds: (value, [than = '']) => number(oneOf(value)) > number(than),
  },
  Greater_Than_OR_EQUALS: {
    label: 'Greater_Than_OR_EQUALS',
    values: 1,
    types: whole,
    holds: (value, [than = '']) => number(oneOf(value)) >= number(than),
  },
  Includes: {
    label: 'Includes',
    values: 1,
    types: texts,
    holds: (value, [part = '']) => allOf(value, (one) => one.includes(part)),
  },
  'IS FALSE': {
    label: 'IS FALSE',
    values: 0,
    types: flags,
    holds: (value) => oneOf(value) === 'False',
  },
  'IS NOT NULL': { label: 'IS NOT NULL', values: 0, types: any, holds: () => true },
  'IS NULL': { label: 'IS NULL', values: 0, types: any, forNull: true, holds: () => false },
  'IS TRUE': {
    label: 'IS TRUE',
    values: 0,
    types: flags,
    holds: (value) => oneOf(value) === 'True',
  },
  'NOT EQUALS': {
    label: 'NOT EQUALS',
    values: 'many',
    types: both,
    holds: (value, values) => allOf(value, (one) => !values.includes(one)),
  },
  'NOT REGEX MATCH': {
    label: 'NOT REGEX MATCH',
    values: 1,
    types: texts,
    holds: (value, values) => allOf(value, (one) => !matches(one, values)),
  },
  'REGEX MATCH': {
    label: 'REGEX MATCH',
    values: 1,
    types: texts,
    holds: (value, values) => allOf(value, (one) => matches(one, values)),
  },
};
