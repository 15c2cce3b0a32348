import { listed } from '../../text-files/listed.ts';

/** Differences that are easily overlooked, and the text without them; in this order, because an escape may hide a blank. */
const differences: readonly (readonly [name: string, without: (text: string) => string])[] = [
  ['%20 or another percent-encoded character', decoded],
  ['white space', (text) => text.replace(/\s+/g, '')],
  ['letter case', (text) => text.toLowerCase()],
  ['a slash at the end', (text) => text.replace(/\/+(?=$|[?#])/, '')],
  ['the scheme (http or https)', (text) => text.replace(/^https?:\/\//, '//')],
  ['the port', (text) => text.replace(/^((?:https?:)?\/\/[^/?#]*?):\d*(?=$|[/?#])/, '$1')],
];

/**
 * How two names or addresses differ, if only in what readers overlook: they are compared exactly (entra-saml.md 1.2), so each of these is a
 * mismatch.
 *
 * @returns the differences, or undefined when the two are equal or really different
 */
export function nearMiss(one: string, other: string): string | undefined {
  const alike = (skipped?: string) => reduced(one, skipped) === reduced(other, skipped);
  if (one === other || !alike()) return undefined;
  const found = differences.filter(([name]) => !alike(name)).map(([name]) => name);
  return found.length === 0 ? 'spelling' : listed(found);
}

/** A text without every difference but one. */
function reduced(text: string, skipped: string | undefined): string {
  let left = text;
  for (const [name, without] of differences) if (name !== skipped) left = without(left);
  return left;
}

/** An invalid escape stays. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
