import type { AttributePath, Filter } from './filter.ts';

/** What an index finds: a superset of what a filter finds. */
export interface Lookup {
  readonly by: 'id' | 'userName' | 'externalId' | 'email' | 'employeeNumber' | 'manager';
  readonly value: string;
}

/**
 * The look-ups that together find every user that meets a filter; undefined when only all users do. Entra asks by one attribute, and by `id` and
 * `manager` (scim.md a.1, MAT-32).
 */
export function narrow(filter: Filter): Lookup[] | undefined {
  if (filter.kind === 'and') return filter.of.map(narrow).find((lookups) => lookups !== undefined);
  if (filter.kind === 'or') {
    const all = filter.of.map(narrow);
    return all.includes(undefined) ? undefined : all.flatMap((lookups) => lookups ?? []);
  }
  if (filter.kind !== 'compare' || filter.operator !== 'eq') return undefined;
  const by = indexOf(filter.path);
  const { value } = filter;
  return by === undefined || typeof value !== 'string' ? undefined : [{ by, value }];
}

function indexOf({ urn, name, sub, attribute }: AttributePath): Lookup['by'] | undefined {
  const isValue = sub === undefined || sub === 'value';
  if (urn === undefined) {
    if (name === 'emails') return isValue ? 'email' : undefined;
    if (sub !== undefined) return undefined;
    return name === 'id' || name === 'userName' || name === 'externalId' ? name : undefined;
  }
  if (!attribute || !isValue) return undefined;
  if (name === 'employeeNumber') return 'employeeNumber';
  return name === 'manager' ? 'manager' : undefined;
}
