/** Reads JSON of unknown shape: what is missing or of another type is undefined. */

export const property = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined;

export const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
