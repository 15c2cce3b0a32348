import { caseKey } from '../../../store/case-key.ts';
import { MAX_ITEMS } from '../limits.ts';
import { badRequest } from '../scim-error.ts';
import { isValues, newValues, type Value } from '../values.ts';

/**
 * A list with further members. One that is there already, by its value and type, is not added again (RFC 7644 3.5.2.1) but takes its other members.
 *
 * @throws {ScimError} invalidValue when the list becomes too long
 */
export function addMembers(before: readonly Value[], added: readonly Value[]): Value[] {
  const list = [...before];
  const changed: Value[] = [];
  for (const one of added) {
    const at = list.findIndex((other) => isSame(one, other));
    const known = list[at];
    const merged = isValues(known) && isValues(one) ? Object.assign(newValues(), known, one) : one;
    if (at < 0) list.push(merged);
    else list[at] = merged;
    changed.push(merged);
  }
  if (list.length > MAX_ITEMS)
    throw badRequest('invalidValue', `A list has at most ${MAX_ITEMS} members here.`);
  return withOnePrimary(list, changed);
}

/** A list without the members that have one of these values, whatever else they say. */
export function withoutMembers(list: readonly Value[], removed: readonly Value[]): Value[] {
  return list.filter((one) => !removed.some((other) => hasValue(one, other)));
}

const valueIn = (one: Value) => (isValues(one) ? one.value : one);
const typeIn = (one: Value) => (isValues(one) ? one.type : undefined);

/** What one member says equals what the other says. Addresses have no `value`: all that is said counts. */
function hasValue(one: Value, wanted: Value): boolean {
  const value = valueIn(wanted);
  if (value !== undefined) {
    const type = typeIn(wanted);
    return isEqual(valueIn(one), value) && (type === undefined || isEqual(typeIn(one), type));
  }
  return (
    isValues(one) &&
    isValues(wanted) &&
    Object.entries(wanted).every(([name, each]) => isEqual(one[name], each))
  );
}

function isSame(one: Value, other: Value): boolean {
  if (valueIn(one) !== undefined)
    return isEqual(valueIn(one), valueIn(other)) && isEqual(typeIn(one), typeIn(other));
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Texts are compared without regard to case. */
export const isEqual = (one: Value | undefined, other: Value | undefined): boolean =>
  typeof one === 'string' && typeof other === 'string'
    ? caseKey(one) === caseKey(other)
    : one === other;

/** At most one member is the preferred one (RFC 7643 2.4): the one that was changed last. */
export function withOnePrimary(list: readonly Value[], changed: readonly Value[] = []): Value[] {
  const isPrimary = (one: Value) => isValues(one) && one.primary === true;
  const primary = changed.findLast(isPrimary) ?? list.find(isPrimary);
  return list.map((one) =>
    isValues(one) && one !== primary && one.primary === true
      ? Object.assign(newValues(), one, { primary: false })
      : one,
  );
}
