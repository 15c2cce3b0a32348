import type { Fault } from '../../input/invalid-input.ts';

/** Longest name of a person or a company. */
const MAX_NAME = 200;

/**
 * What is wrong with a name; surrounding spaces do not count.
 *
 * @param what for the message: `the first name`
 */
export function nameFault(property: string, name: string, what: string): Fault | undefined {
  const { length } = name.trim();
  if (length === 0) return { property, code: 'required', message: `Enter ${what}.` };
  if (length > MAX_NAME)
    return { property, code: 'too_long', message: `A name has at most ${MAX_NAME} characters.` };
  return undefined;
}

/** The form in which names are found and sorted. */
export function nameKey(name: string): string {
  return name.toLowerCase();
}
