import { caseKey } from '../../store/case-key.ts';
import type { AttributePath } from './filter/filter.ts';
import { readPath } from './filter/read-filter.ts';
import type { ResourceType } from './schema/attribute.ts';
import { ScimError } from './scim-error.ts';
import { isValues, nameOf, newValues, type Values } from './values.ts';

/** Takes what was asked for from a resource. */
export type Projection = (resource: Values) => Values;

/** Answered always (RFC 7643 3.1: `id` and `schemas` are returned always). */
const ALWAYS = ['schemas', 'id'];

/**
 * What `attributes` and `excludedAttributes` ask for (RFC 7644 3.4.2.5); names in any case, with or without the URN. A name that is no attribute is left
 * out. `attributes` counts when both are there.
 */
export function readProjection(
  attributes: unknown,
  excludedAttributes: unknown,
  type: ResourceType,
): Projection {
  const only = readPaths(attributes, type);
  if (only) return (resource) => withOnly(resource, only);
  const without = readPaths(excludedAttributes, type);
  return without ? (resource) => withoutThese(resource, without) : (resource) => resource;
}

/** Whether a resource would have this attribute after a projection. */
export const keeps = (project: Projection, name: string): boolean => {
  const probe = newValues();
  probe[name] = 'kept';
  return name in project(probe);
};

function readPaths(names: unknown, type: ResourceType): AttributePath[] | undefined {
  const list = Array.isArray(names) ? names.map(String) : [String(names ?? '')];
  const all = list.flatMap((one) => one.split(',')).map((one) => one.trim());
  const wanted = all.filter((one) => one !== '').slice(0, 200);
  if (wanted.length === 0) return undefined;
  return wanted.flatMap((name) => {
    try {
      const { filter: _, ...path } = readPath(name, type);
      return [path];
    } catch (error) {
      if (error instanceof ScimError) return [];
      throw error;
    }
  });
}

function withOnly(resource: Values, paths: readonly AttributePath[]): Values {
  const kept = newValues();
  for (const name of ALWAYS) if (resource[name] !== undefined) kept[name] = resource[name];
  for (const { urn, name, sub } of paths) {
    const from = urn === undefined ? resource : resource[urn];
    if (!isValues(from)) continue;
    if (name === undefined) {
      if (urn !== undefined) kept[urn] = from;
      continue;
    }
    const own = nameOf(from, name);
    const value = own === undefined ? undefined : from[own];
    if (own === undefined || value === undefined) continue;
    const into = urn === undefined ? kept : objectAt(kept, urn);
    if (sub === undefined) into[own] = value;
    else if (Array.isArray(value)) {
      const before = Array.isArray(into[own]) ? into[own] : [];
      into[own] = value.map((one, index) => {
        const known = before[index];
        return isValues(one) ? withSub(isValues(known) ? known : newValues(), one, sub) : one;
      });
    } else if (isValues(value)) into[own] = withSub(objectAt(into, own), value, sub);
  }
  return kept;
}

function withSub(into: Values, from: Values, sub: string): Values {
  const own = nameOf(from, sub);
  if (own !== undefined && from[own] !== undefined) into[own] = from[own];
  return into;
}

function objectAt(values: Values, name: string): Values {
  const present = values[name];
  if (isValues(present)) return present;
  const made = newValues();
  values[name] = made;
  return made;
}

function withoutThese(resource: Values, paths: readonly AttributePath[]): Values {
  const kept: Values = Object.assign(newValues(), resource);
  for (const { urn, name, sub } of paths) {
    if (urn === undefined && name !== undefined && ALWAYS.includes(name)) continue;
    if (name === undefined) {
      if (urn !== undefined) delete kept[urn];
      continue;
    }
    const from = urn === undefined ? kept : kept[urn];
    if (!isValues(from)) continue;
    const own = nameOf(from, name);
    if (own === undefined) continue;
    const value = from[own];
    const left = newValues();
    for (const [each, one] of Object.entries(from)) if (each !== own) left[each] = one;
    if (sub !== undefined && value !== undefined) left[own] = dropped(value, sub);
    if (urn !== undefined) kept[urn] = left;
    else if (sub === undefined) delete kept[own];
    else if (left[own] !== undefined) kept[own] = left[own];
  }
  return kept;
}

function dropped(value: Values[string], sub: string): Values[string] {
  if (Array.isArray(value)) return value.map((one) => dropped(one, sub));
  if (!isValues(value)) return value;
  const key = caseKey(sub);
  const left = newValues();
  for (const [name, one] of Object.entries(value)) if (caseKey(name) !== key) left[name] = one;
  return left;
}
