import { MAX_ITEMS, MAX_TEXT } from '../limits.ts';
import { badRequest, quoted } from '../scim-error.ts';
import { copyJson, isValues, newValues, type Value, type Values } from '../values.ts';
import type { Attribute } from './attribute.ts';
import { attributeNamed } from './find-attribute.ts';
import { readBoolean } from './read-boolean.ts';

/** How values are read. */
export interface Reading {
  /** The fault `string_boolean`: every text that is not empty is taken for true. */
  readonly everyTextIsTrue?: boolean;
}

/**
 * A value as its definition wants it, with the names of its members as the definition spells them. An empty text, list or object is no value
 * (RFC 7643 2.5, and Microsoft's test SCIM_Null_Update).
 *
 * @returns undefined for no value; a list for a multi-valued attribute
 * @throws {ScimError} invalidValue when the value does not fit
 */
export function coerce(
  attribute: Attribute,
  value: Value | undefined,
  reading: Reading,
): Value | undefined {
  if (attribute.multiValued) return coerceList(attribute, value, reading);
  const one = Array.isArray(value) && value.length <= 1 ? value[0] : value;
  return coerceOne(attribute, one, reading);
}

function coerceList(
  attribute: Attribute,
  value: Value | undefined,
  reading: Reading,
): Value[] | undefined {
  const all = value === undefined ? [] : Array.isArray(value) ? value : [value];
  if (all.length > MAX_ITEMS)
    throw badRequest('invalidValue', `${attribute.name} has at most ${MAX_ITEMS} members.`);
  const coerced = all
    .map((one) => coerceOne(attribute, one, reading))
    .filter((one) => one !== undefined);
  return coerced.length === 0 ? undefined : coerced;
}

/** One member of a multi-valued attribute, or the value of another. */
export function coerceOne(
  attribute: Attribute,
  value: Value | undefined,
  reading: Reading,
): Value | undefined {
  if (value === undefined || value === '') return undefined;
  switch (attribute.type) {
    case 'complex':
      return coerceComplex(attribute, value, reading);
    case 'boolean':
      return coerceBoolean(attribute, value, reading);
    case 'integer':
      return coerceInteger(attribute, value);
    case 'dateTime':
      return coerceDate(attribute, value);
    default:
      return coerceText(attribute.name, value);
  }
}

function coerceComplex(attribute: Attribute, value: Value, reading: Reading): Values | undefined {
  const given = typeof value === 'string' ? fromText(value) : value;
  if (!isValues(given))
    throw badRequest(
      'invalidValue',
      `${attribute.name} must be ${attribute.multiValued ? 'a list of objects' : 'an object'}, not ${quoted(value)}.`,
    );
  const coerced = newValues();
  for (const [name, one] of Object.entries(withoutText(attribute, given))) {
    const sub = attributeNamed(attribute.subAttributes, name);
    const inner = sub ? coerceOne(sub, one, reading) : simple(one);
    if (inner !== undefined) coerced[sub?.name ?? name] = inner;
  }
  return Object.keys(coerced).length === 0 ? undefined : coerced;
}

/** Entra sends a manager as the plain id (scim.md 0). */
function fromText(text: string): Values {
  const values = newValues();
  values.value = text;
  return values;
}

/** A role is JSON in a text, whose `displayName` is SCIM's `display` (entra-admin.md 4.2). */
function withoutText({ name }: Attribute, given: Values): Values {
  const text = given.value;
  if (name !== 'roles' || typeof text !== 'string' || !text.startsWith('{')) return given;
  const role = jsonIn(text);
  if (!isValues(role) || typeof role.value !== 'string') return given;
  const read = Object.assign(newValues(), given, { value: role.value });
  if (role.displayName !== undefined) read.display = role.displayName;
  return read;
}

function jsonIn(text: string): Value | undefined {
  try {
    return copyJson(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** A member of an object that its definition does not list: kept as it is when it is simple, or the sender would send it again and again. */
const simple = (value: Value): Value | undefined =>
  typeof value === 'object' || value === ''
    ? undefined
    : typeof value === 'string'
      ? coerceText('a value', value)
      : exact('a value', value);

function coerceBoolean({ name }: Attribute, value: Value, { everyTextIsTrue }: Reading): boolean {
  if (everyTextIsTrue && typeof value === 'string') return true;
  const read = readBoolean(value);
  if (read === undefined)
    throw badRequest('invalidValue', `${name} must be true or false, not ${quoted(value)}.`);
  return read;
}

function coerceInteger({ name }: Attribute, value: Value): number {
  const number = typeof value === 'string' && /^[+-]?\d{1,15}$/.test(value) ? Number(value) : value;
  if (!Number.isSafeInteger(number))
    throw badRequest('invalidValue', `${name} must be a whole number, not ${quoted(value)}.`);
  return number as number;
}

/**
 * A value as it is, unless it is a number of which something is lost: JSON cannot say that `1e999` is infinite, and whole numbers above 2^53 lose
 * their last digits, which an employee number must not.
 *
 * @throws {ScimError} invalidValue
 */
export function exact<One extends Value>(name: string, value: One): One {
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER)
    throw badRequest(
      'invalidValue',
      `${name} is a number that is too large to be kept exactly. Send it as a text.`,
    );
  return value;
}

/** ISO 8601: a date, or a date with time. */
function coerceDate({ name }: Attribute, value: Value): string {
  const isDate =
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/.test(value) &&
    isDay(value.slice(0, 10)) &&
    !Number.isNaN(Date.parse(value));
  if (!isDate)
    throw badRequest(
      'invalidValue',
      `${name} must be a date such as 2026-01-31, not ${quoted(value)}.`,
    );
  return value;
}

/** `Date.parse` makes 2 March of 30 February. */
const isDay = (day: string): boolean =>
  !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);

/** A number becomes a text: an employee number may be sent as one. */
function coerceText(name: string, value: Value): string {
  if (typeof value === 'object')
    throw badRequest('invalidValue', `${name} must be a text, not ${quoted(value)}.`);
  const text = String(exact(name, value));
  if (text.length > MAX_TEXT)
    throw badRequest('invalidValue', `${name} has at most ${MAX_TEXT} characters.`);
  return text;
}
