import type { Filter } from './filter.ts';

/** Whether a filter reads an attribute of the core schema, by the name that the schema has for it. */
export function reads(filter: Filter, name: string): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.of.some((one) => reads(one, name));
    case 'not':
      return reads(filter.of, name);
    default:
      return filter.path.name === name;
  }
}
