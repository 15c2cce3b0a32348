import { caseKey } from '../../store/case-key.ts';
import { MAX_DEPTH, MAX_VALUES } from './limits.ts';
import { badRequest, quoted } from './scim-error.ts';

/** A value of a resource while it is changed. */
export type Value = string | number | boolean | Value[] | Values;

/** Has no prototype, so that no name of an attribute means anything to JavaScript. */
export interface Values {
  [name: string]: Value;
}

export const newValues = (): Values => Object.create(null) as Values;

export const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Names that mean something to JavaScript: an object without a prototype could hold them, a copy of it elsewhere could not. */
const REFUSED = new Set(['__proto__', 'constructor', 'prototype']);

export const isRefusedName = (name: string): boolean => REFUSED.has(name.toLowerCase());

/** Whether a text has a NUL or half of a surrogate pair: PostgreSQL stores neither, and SQLite would store something else. */
export const isBroken = (text: string): boolean => text.includes('\0') || !text.isWellFormed();

/**
 * Copies what `JSON.parse` made into objects without a prototype. Null becomes an empty text, which is no value either (RFC 7643 2.5): a new
 * resource has no such attribute, and a change clears it.
 *
 * @throws {ScimError} invalidSyntax when it is nested too deep or has too many values; invalidValue for a refused name, or a text with a NUL or
 *   half of a surrogate pair
 */
export function copyJson(json: unknown): Value | undefined {
  let left = MAX_VALUES;

  function copy(value: unknown, depth: number): Value {
    left -= 1;
    if (left < 0)
      throw badRequest('invalidSyntax', `A request has at most ${MAX_VALUES} JSON values.`);
    if (depth > MAX_DEPTH)
      throw badRequest('invalidSyntax', `JSON is nested at most ${MAX_DEPTH} levels deep here.`);
    if (value === null || value === undefined) return '';
    if (typeof value === 'string') return checkedText(value);
    if (typeof value === 'number' || typeof value === 'boolean') return value;
    if (Array.isArray(value)) return value.map((one) => copy(one, depth + 1));
    const copied = newValues();
    for (const [name, member] of Object.entries(value)) {
      if (isRefusedName(name))
        throw badRequest('invalidValue', `${quoted(name)} is not the name of an attribute.`);
      copied[checkedText(name)] = copy(member, depth + 1);
    }
    return copied;
  }

  return json === null ? undefined : copy(json, 0);
}

function checkedText(text: string): string {
  if (isBroken(text))
    throw badRequest('invalidValue', `${quoted(text)} contains a character that is not allowed.`);
  return text;
}

/** A member by its name in any case (RFC 7643 2.1). */
export function member(values: Values, name: string): Value | undefined {
  if (name in values) return values[name];
  const found = nameOf(values, name);
  return found === undefined ? undefined : values[found];
}

/** How a member is spelled. */
export function nameOf(values: Values, name: string): string | undefined {
  if (name in values) return name;
  const key = caseKey(name);
  // The length tells most names apart: a filter asks this of every attribute of every user.
  return Object.keys(values).find((one) => one.length === name.length && caseKey(one) === key);
}
