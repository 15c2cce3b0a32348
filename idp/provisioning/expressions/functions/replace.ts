import { MatchTimeout } from '../../../response/dotnet-regex/bounded-exec.ts';
import { type DotnetMatch, matchAll, type Span } from '../../../response/dotnet-regex/match-all.ts';
import { PatternFault } from '../../../response/dotnet-regex/syntax.ts';
import { ExpressionFault, requireShort } from '../syntax.ts';
import type { Arguments, ExpressionFunction } from './function.ts';

/** A regular expression reads so much of a source, in characters: administrators write patterns, and the next user waits. */
const LONGEST = 1_000;

/** Positions of the parameters. */
const at = { oldValue: 1, regexPattern: 2, regexGroupName: 3, value: 4, attribute: 5, template: 6 };

/** Seven parameters, of which five combinations have a meaning (scim.md f.3). */
export const replaceFunctions = {
  Replace: {
    parameters: [
      ...['source', 'oldValue', 'regexPattern', 'regexGroupName', 'replacementValue'],
      ...['replacementAttributeName', 'template'],
    ],
    least: 5,
    call: replace,
  },
} satisfies Record<string, ExpressionFunction>;

function replace(given: Arguments): string | null {
  const source = given.text(0);
  const oldValue = given.text(at.oldValue);
  const pattern = given.text(at.regexPattern);
  const group = given.text(at.regexGroupName);
  const value = given.text(at.value);
  if (source === null) return null;
  if (oldValue !== null && oldValue !== '') {
    const template = given.text(at.template);
    if (template !== null) return replaced(template, oldValue, source);
    if (value !== null) return replaced(source, oldValue, value);
  } else if (pattern !== null && pattern !== '') {
    const matches = matched(pattern, source);
    if (group === null || group === '') {
      if (value !== null) return withSpans(source, matches, (match) => filled(value, match));
    } else {
      const replacement = value ?? given.text(at.attribute);
      if (replacement !== null)
        return withSpans(source, groupsOf(matches, group), () => replacement);
      if (given.count > at.attribute) return withSpans(source, groupsOf(matches, group), () => '');
    }
  }
  throw new ExpressionFault(
    'Replace needs oldValue and replacementValue, oldValue and template, or regexPattern with replacementValue, or regexPattern and regexGroupName with replacementValue or replacementAttributeName.',
  );
}

/** @throws {ExpressionFault} when the text would be too long */
function replaced(text: string, oldValue: string, value: string): string {
  const parts = text.split(oldValue);
  requireShort('Replace', text.length + (parts.length - 1) * (value.length - oldValue.length));
  return parts.join(value);
}

/** @throws {ExpressionFault} when the source is too long, or the pattern cannot be used or takes too long */
function matched(pattern: string, source: string): DotnetMatch[] {
  if (source.length > LONGEST)
    throw new ExpressionFault(
      `Replace applies a regular expression to at most ${LONGEST.toLocaleString('en')} characters; the source has ${source.length.toLocaleString('en')}.`,
    );
  try {
    return matchAll(pattern, source);
  } catch (error) {
    if (error instanceof PatternFault || error instanceof MatchTimeout)
      throw new ExpressionFault(`Replace cannot use the pattern "${pattern}": ${error.message}`);
    throw error;
  }
}

const groupsOf = (matches: readonly DotnetMatch[], group: string): Span[] =>
  matches.map((match) => match.group(group)).filter((span) => span !== undefined);

/** `${name}`, `$1` and `$$`, as in .NET ("Substitutions in regular expressions"); an unknown group is left as it is. */
const filled = (value: string, match: DotnetMatch): string =>
  value.replace(/\$(?:\{(\w+)\}|(\d+)|\$|&)/g, (whole, name?: string, number?: string) => {
    if (whole === '$$') return '$';
    const group = match.group(name ?? number ?? '0');
    return group?.text ?? whole;
  });

function withSpans<Found extends Span>(
  source: string,
  spans: readonly Found[],
  replacement: (span: Found) => string,
): string {
  let [result, end] = ['', 0];
  for (const span of spans) {
    result += source.slice(end, span.start) + replacement(span);
    requireShort('Replace', result.length);
    end = span.end;
  }
  return result + source.slice(end);
}
