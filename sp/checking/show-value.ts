import { caseKey } from '../../store/case-key.ts';

/** The longest value a finding quotes. */
const MAX = 300;

/** A value from a message as a finding shows it: `nothing` when absent, in quotes where blanks at its ends would be invisible. */
export function quote(value: string | undefined): string {
  if (value === undefined) return 'nothing';
  const text =
    value.length > MAX ? `${value.slice(0, MAX)}... (${value.length} characters)` : value;
  return text === '' || text !== text.trim() ? `"${text}"` : text;
}

/** Several values, or `nothing`. */
export function quoteAll(values: readonly string[]): string {
  if (values.length === 0) return 'nothing';
  const shown = values.slice(0, 10).map(quote).join(', ');
  return values.length > 10 ? `${shown} and ${values.length - 10} more` : shown;
}

/** A difference between two URIs that is easy to overlook, as a sentence; else undefined. */
function smallDifference(expected: string, found: string): string | undefined {
  if (found.trim() === expected) return 'The value has leading or trailing spaces.';
  if (`${found}/` === expected) return 'Only the slash at the end is missing.';
  if (found === `${expected}/`) return 'There is an extra slash at the end.';
  if (caseKey(found) === caseKey(expected)) return 'They differ only in upper and lower case.';
  if (found.replace(/^http:/, 'https:') === expected.replace(/^http:/, 'https:'))
    return 'They differ only in http and https.';
  return undefined;
}

/** Advice, after the small difference if there is one. */
export function advise(expected: string, found: string | undefined, advice: string): string {
  const difference = found === undefined ? undefined : smallDifference(expected, found);
  return difference ? `${difference} ${advice}` : advice;
}
