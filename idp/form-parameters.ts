import { aadsts } from './errors.ts';

/**
 * Reads parameters of a query or a form. A duplicate is refused, because parsers disagree on which copy counts.
 *
 * @throws {IdpError} 9000411 when one of them was sent more than once
 */
export function readOnce<Name extends string>(
  source: unknown,
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {};
  if (typeof source !== 'object' || source === null) return found;
  for (const name of names) {
    const value = (source as Record<string, unknown>)[name];
    if (Array.isArray(value)) throw aadsts(9000411, { parameter: name });
    if (typeof value === 'string') found[name] = value;
  }
  return found;
}

/** A query with its names in lower case: in Entra they match in any letter case, like the path, and links are written by hand. */
export function lowerCaseNames(query: unknown): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [name, value] of Object.entries((query ?? {}) as Record<string, unknown>)) {
    const key = name.toLowerCase();
    found[key] = Object.hasOwn(found, key) ? [found[key], value].flat() : value;
  }
  return found;
}
