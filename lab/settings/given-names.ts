import type { Path } from './faults.ts';

/** The names of the entries of a list, as they were written. */
interface GivenNames {
  readonly names: readonly { readonly name: string; readonly path: Path }[];
  /** Whether every entry has a name that can be read. */
  readonly complete: boolean;
}

/**
 * The names in a list of the settings, also of entries with other faults, which the check of the shape takes out: another entry may name them, or
 * have the same name.
 *
 * @param raw the settings as they were read
 */
export function givenNames(raw: unknown, path: Path, key: string): GivenNames {
  const list = valueAt(raw, path);
  if (list === undefined || list === null) return { names: [], complete: true };
  if (!Array.isArray(list)) return { names: [], complete: false };
  const names = list.flatMap((_, index) => {
    const place = [...path, index, key];
    const name = valueAt(raw, place);
    return typeof name === 'string' ? [{ name, path: place }] : [];
  });
  return { names, complete: names.length === list.length };
}

/** How many entries a list has; 0 for what is no list. */
export function lengthAt(raw: unknown, path: Path): number {
  const list = valueAt(raw, path);
  return Array.isArray(list) ? list.length : 0;
}

const valueAt = (raw: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (Reflect.get(value, key) as unknown)
        : undefined,
    raw,
  );
