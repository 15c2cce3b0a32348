import { caseKey } from '../../../store/case-key.ts';
import type { Attribute } from '../schema/attribute.ts';
import { readBoolean } from '../schema/read-boolean.ts';
import { isValues, member, type Value, type Values } from '../values.ts';
import { type AttributePath, type Filter, type Literal, leafOf, type Operator } from './filter.ts';

/**
 * Whether a resource, or a member of one of its attributes, meets a filter. Texts are compared without regard to case unless their definition says
 * otherwise. A path that leads nowhere has no value.
 */
export function matches(filter: Filter, values: Values): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.of.every((one) => matches(one, values));
    case 'or':
      return filter.of.some((one) => matches(one, values));
    case 'not':
      return !matches(filter.of, values);
    case 'present':
      return valuesAt(filter.path, values).some((value) => value !== '');
    case 'compare':
      return compares(filter, values);
  }
}

function compares(
  { path, operator, value }: Extract<Filter, { kind: 'compare' }>,
  values: Values,
): boolean {
  const found = valuesAt(path, values).flatMap((one) =>
    isValues(one) ? (member(one, 'value') ?? []) : one,
  );
  if (value === null) return (operator === 'ne') === found.length > 0;
  const leaf = leafOf(path);
  const is = (one: Operator) => found.some((each) => holds(leaf, each, one, value));
  return operator === 'ne' ? !is('eq') : is(operator);
}

/** The values that a path leads to; a list gives its members. */
function valuesAt(path: AttributePath, values: Values): Value[] {
  const { urn, name, filter, sub } = path;
  const container = urn === undefined ? values : member(values, urn);
  if (!isValues(container)) return [];
  const value = name === undefined ? container : member(container, name);
  if (value === undefined) return [];
  const all = Array.isArray(value) ? value : [value];
  const some = filter ? all.filter((one) => isValues(one) && matches(filter, one)) : all;
  if (sub === undefined) return some;
  return some.flatMap((one) => (isValues(one) ? (member(one, sub) ?? []) : []));
}

function holds(
  leaf: Attribute | undefined,
  found: Value,
  operator: Operator,
  wanted: Exclude<Literal, null>,
): boolean {
  if (typeof found === 'boolean') return operator === 'eq' && found === readBoolean(wanted);
  if (typeof found === 'number') return inOrder(found - numberIn(wanted), operator);
  if (typeof found !== 'string') return false;
  if (leaf?.type === 'dateTime' && operator.length === 2 && !/^(?:co|sw|ew)$/.test(operator)) {
    const distance = Date.parse(found) - Date.parse(String(wanted));
    if (!Number.isNaN(distance)) return inOrder(distance, operator);
  }
  const [one, other] = leaf?.caseExact
    ? [found, String(wanted)]
    : [caseKey(found), caseKey(String(wanted))];
  switch (operator) {
    case 'co':
      return one.includes(other);
    case 'sw':
      return one.startsWith(other);
    case 'ew':
      return one.endsWith(other);
    default:
      return inOrder(one === other ? 0 : one < other ? -1 : 1, operator);
  }
}

/** A number, also as a text; NaN, which is in no order, for true, false and texts without one. */
const numberIn = (wanted: Exclude<Literal, null>): number =>
  typeof wanted === 'boolean' || wanted === '' ? Number.NaN : Number(wanted);

function inOrder(distance: number, operator: Operator): boolean {
  switch (operator) {
    case 'eq':
      return distance === 0;
    case 'gt':
      return distance > 0;
    case 'ge':
      return distance >= 0;
    case 'lt':
      return distance < 0;
    case 'le':
      return distance <= 0;
    default:
      return false;
  }
}
