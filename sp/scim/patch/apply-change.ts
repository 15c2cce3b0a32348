import { type AttributePath, type Filter, leafOf } from '../filter/filter.ts';
import { matches } from '../filter/matches.ts';
import { MAX_EXTENSION_ATTRIBUTES, MAX_EXTENSIONS, MAX_ITEMS, MAX_OPTION } from '../limits.ts';
import type { Attribute } from '../schema/attribute.ts';
import { coerce, coerceOne, exact, type Reading } from '../schema/coerce.ts';
import { attributeNamed } from '../schema/find-attribute.ts';
import { badRequest, quoted } from '../scim-error.ts';
import { isValues, nameOf, newValues, type Value, type Values } from '../values.ts';
import type { Change } from './changes.ts';
import { addMembers, isEqual, withOnePrimary, withoutMembers } from './members.ts';

export interface Applying extends Reading {
  /** The fault `no_create_on_no_match`: a value path without a match is refused (RFC 7644 3.5.2.3, which Entra does not expect). */
  readonly refuseNoMatch?: boolean;
}

/**
 * Changes one attribute of a resource, in place (RFC 7644 3.5.2, as Entra means it: scim.md a.2, c.2).
 *
 * @throws {ScimError} invalidValue, invalidPath or noTarget; the resource may be changed in part then, so the caller throws it away
 */
export function applyChange(resource: Values, change: Change, applying: Applying): void {
  const { path } = change;
  if (path.name === undefined) {
    const own = path.urn === undefined ? undefined : nameOf(resource, path.urn);
    if (own !== undefined) delete resource[own];
    return;
  }
  const container = containerOf(resource, path, change.op !== 'remove');
  if (!container) return;
  if (!path.attribute) changeFreely(container, path.name, change);
  else if (path.filter) changeMatches(container, path.attribute, path.filter, change, applying);
  else if (path.sub !== undefined) changeSub(container, path.attribute, path.sub, change, applying);
  else changeWhole(container, path.attribute, change, applying);
  if (path.urn !== undefined && Object.keys(container).length === 0) delete resource[path.urn];
}

function containerOf(resource: Values, { urn }: AttributePath, create: boolean) {
  if (urn === undefined) return resource;
  const own = nameOf(resource, urn);
  const found = own === undefined ? undefined : resource[own];
  if (isValues(found)) return found;
  if (!create) return undefined;
  if (Object.keys(resource).filter(isUrn).length >= MAX_EXTENSIONS)
    throw badRequest('invalidValue', `A user has at most ${MAX_EXTENSIONS} extensions.`);
  const made = newValues();
  resource[urn] = made;
  return made;
}

const isUrn = (name: string): boolean => name.includes(':');

/** An attribute of an open extension that its schema does not list: a text, a number or a boolean. */
function changeFreely(container: Values, name: string, { op, value }: Change): void {
  const own = nameOf(container, name) ?? name;
  if (op === 'remove' || value === undefined || value === '') {
    delete container[own];
    return;
  }
  if (typeof value === 'object')
    throw badRequest('invalidValue', `${quoted(name)} must be a text, a number, true or false.`);
  if (String(value).length > MAX_OPTION || name.length > MAX_OPTION)
    throw badRequest(
      'invalidValue',
      `${quoted(name)} and its value have at most ${MAX_OPTION} characters.`,
    );
  if (!(own in container) && Object.keys(container).length >= MAX_EXTENSION_ATTRIBUTES)
    throw badRequest(
      'invalidValue',
      `An extension has at most ${MAX_EXTENSION_ATTRIBUTES} attributes.`,
    );
  container[own] = exact(quoted(name), value);
}

function changeWhole(
  container: Values,
  attribute: Attribute,
  { op, value }: Change,
  applying: Applying,
): void {
  const { name, multiValued } = attribute;
  const present = container[name];
  if (op === 'remove') {
    remove(container, attribute, value, applying);
    return;
  }
  const coerced = coerce(attribute, value, applying);
  const cleared = clearedIn(attribute, value);
  if (isValues(present) && (isValues(coerced) ? !('value' in coerced) : cleared.length > 0)) {
    // Sub-attributes that are not sent stay (RFC 7644 3.5.2.3), but a manager is another person as a whole.
    const left = merged(present, isValues(coerced) ? coerced : newValues());
    for (const sub of cleared) delete left[sub];
    if (Object.keys(left).length === 0) delete container[name];
    else container[name] = left;
  } else if (coerced === undefined) {
    // An empty list adds nothing to a list, and takes the place of one.
    if (!(multiValued && op === 'add')) delete container[name];
  } else if (Array.isArray(coerced)) {
    const before = op === 'add' && Array.isArray(present) ? present : [];
    container[name] = addMembers(before, coerced);
  } else container[name] = coerced;
}

/** The sub-attributes of an object that it clears: they are there without a value. */
function clearedIn({ subAttributes }: Attribute, value: Value | undefined): string[] {
  const one = Array.isArray(value) && value.length <= 1 ? value[0] : value;
  if (!isValues(one)) return [];
  const names = Object.keys(one).filter((name) => one[name] === '');
  return names.map((name) => attributeNamed(subAttributes, name)?.name ?? name);
}

const merged = (one: Values, other: Values): Values => Object.assign(newValues(), one, other);

/** Without a value, the attribute; with one, only the members or the value that equal it (`Remove` of Entra's default dialect, UPD-41). */
function remove(
  container: Values,
  attribute: Attribute,
  value: Value | undefined,
  applying: Applying,
): void {
  const { name } = attribute;
  const present = container[name];
  if (value === undefined || value === '') {
    delete container[name];
    return;
  }
  const coerced = coerce(attribute, value, applying);
  if (Array.isArray(present)) {
    setList(container, name, withoutMembers(present, Array.isArray(coerced) ? coerced : []));
    return;
  }
  const of = (one: Value | undefined) => (isValues(one) ? one.value : one);
  if (coerced !== undefined && isEqual(of(present), of(coerced))) delete container[name];
}

function setList(container: Values, name: string, list: Value[]): void {
  if (list.length === 0) delete container[name];
  else container[name] = withOnePrimary(list);
}

/** `name.givenName`; of a list, a sub-attribute of every member. */
function changeSub(
  container: Values,
  attribute: Attribute,
  sub: string,
  { op, value, path }: Change,
  applying: Applying,
): void {
  const { name, multiValued } = attribute;
  const present = container[name];
  const objects = (Array.isArray(present) ? present : [present]).filter(isValues);
  const coerced = op === 'remove' ? undefined : coerceSub(path, value, applying);
  if (objects.length === 0 && coerced !== undefined) objects.push(newValues());
  const named = op === 'remove' ? coerceSub(path, value, applying) : undefined;
  for (const one of objects)
    if (named === undefined || isEqual(one[sub], named)) setSub(one, sub, coerced);
  const left = objects.filter((one) => Object.keys(one).length > 0);
  if (left.length === 0) delete container[name];
  else if (multiValued) setList(container, name, left);
  else container[name] = left[0] ?? newValues();
}

function coerceSub(path: AttributePath, value: Value | undefined, applying: Applying) {
  const leaf = leafOf(path);
  return leaf && coerce(leaf, value, applying);
}

function setSub(values: Values, sub: string, value: Value | undefined): void {
  if (value === undefined) delete values[sub];
  else values[sub] = value;
}

/** `emails[type eq "work"].value`: the members that match, or a new one that would (UPD-39: Entra's practice, not RFC 7644 3.5.2.3). */
function changeMatches(
  container: Values,
  attribute: Attribute,
  filter: Filter,
  change: Change,
  applying: Applying,
): void {
  const { name, multiValued } = attribute;
  const { op, path, value } = change;
  const { sub } = path;
  const present = container[name];
  const all = (Array.isArray(present) ? present : [present]).filter(isValues);
  const named = op === 'remove' ? value : undefined;
  const found = all.filter((one) => matches(filter, one) && isNamed(one, sub, named));
  const given =
    op === 'remove'
      ? undefined
      : sub === undefined
        ? coerceOne(attribute, value, applying)
        : coerceSub(path, value, applying);

  const cleared = sub !== undefined ? [sub] : op === 'remove' ? [] : clearedIn(attribute, value);
  if (given === undefined) {
    for (const one of found) for (const each of cleared) delete one[each];
    const left = all.filter(
      (one) => !found.includes(one) || (cleared.length > 0 && saysSomething(one)),
    );
    if (multiValued) setList(container, name, left);
    else if (left.length === 0) delete container[name];
    return;
  }
  if (found.length === 0) {
    const made = applying.refuseNoMatch ? undefined : memberFor(filter);
    if (!made) throw badRequest('noTarget', `No member of ${name} matches the filter of the path.`);
    if (all.length >= MAX_ITEMS)
      throw badRequest('invalidValue', `${name} has at most ${MAX_ITEMS} members.`);
    found.push(made);
    all.push(made);
  }
  for (const one of found) {
    if (sub !== undefined) one[sub] = given;
    else if (isValues(given)) {
      Object.assign(one, given);
      for (const each of cleared) delete one[each];
    }
  }
  if (multiValued) container[name] = withOnePrimary(all, found);
  else container[name] = all[0] ?? newValues();
}

/** A removal may name the value that goes; another one stays. */
function isNamed(one: Values, sub: string | undefined, named: Value | undefined): boolean {
  if (named === undefined || named === '') return true;
  if (sub !== undefined) return isEqual(one[sub], named);
  return withoutMembers([one], Array.isArray(named) ? named : [named]).length === 0;
}

/** Whether a member has more than what says which one it is. */
const saysSomething = (values: Values): boolean =>
  Object.keys(values).some((name) => name !== 'type' && name !== 'primary' && name !== 'display');

/** A new member that a filter finds; undefined for a filter that does not say what it is like. */
function memberFor(filter: Filter): Values | undefined {
  const made = newValues();
  for (const one of filter.kind === 'and' ? filter.of : [filter]) {
    if (one.kind !== 'compare' || one.operator !== 'eq' || one.value === null) return undefined;
    const { name, attribute } = one.path;
    if (name === undefined || !attribute) return undefined;
    const value = coerceOne(attribute, one.value, {});
    if (value !== undefined) made[name] = value;
  }
  return matches(filter, made) ? made : undefined;
}
