import { boundedExec, type Match } from './bounded-exec.ts';
import { type Translated, toJavaScript } from './javascript.ts';
import { parsePattern } from './parse.ts';
import { PatternFault } from './syntax.ts';

/** What RegexReplace() is given, besides its input. */
export interface RegexReplacement {
  /** In the syntax of .NET. */
  readonly pattern: string;
  /** Text with placeholders in braces, such as `{country}.{alias}@contoso.com`. */
  readonly replacement: string;
}

/** In characters. */
const MAX_PATTERN = 1024;
/** How many translations are kept. */
const KEPT = 200;

const kept = new Map<string, Translated>();

/** A pattern as JavaScript runs it; the last 200 are kept. @throws {PatternFault} when .NET would refuse the pattern, or JavaScript cannot do what it says */
export function translated(pattern: string): Translated {
  const known = kept.get(pattern);
  if (known) return known;
  if (pattern.length > MAX_PATTERN)
    throw new PatternFault(
      `A regex pattern has at most ${MAX_PATTERN.toLocaleString('en')} characters.`,
    );
  const made = toJavaScript(parsePattern(pattern));
  if (kept.size >= KEPT) kept.clear();
  kept.set(pattern, made);
  return made;
}

/** The names in the braces of a replacement pattern, each once. */
const placeholdersOf = (replacement: string): string[] => [
  ...new Set([...replacement.matchAll(placeholder)].map(([, name = '']) => name)),
];

const placeholder = /\{([^{}]+)\}/g;

/**
 * Fills the replacement from the first match: a placeholder is a group of the pattern, or one of the parameters. That the result is the filled
 * template, and not the input with the match replaced, is assumed; the patterns of Microsoft's article match the whole input.
 *
 * @param parameters values by the name of their placeholder
 * @returns undefined when the pattern does not match
 * @throws {PatternFault} when the pattern cannot be used
 * @throws {MatchTimeout} when the match takes too long
 */
export function regexReplace(
  { pattern, replacement }: RegexReplacement,
  input: string,
  parameters: ReadonlyMap<string, string> = new Map(),
): string | undefined {
  const { expression, groups } = translated(pattern);
  const [match = null] = boundedExec(expression, [input]);
  return filled(replacement, groups, match, parameters);
}

/**
 * The same for several values, which have the time for one together.
 *
 * @returns undefined for each value that the pattern does not match
 * @throws {PatternFault} when the pattern cannot be used
 * @throws {MatchTimeout} when the matches take too long
 */
export function regexReplaceEach(
  { pattern, replacement }: RegexReplacement,
  inputs: readonly string[],
): (string | undefined)[] {
  const { expression, groups } = translated(pattern);
  return boundedExec(expression, inputs).map((match) =>
    filled(replacement, groups, match, new Map()),
  );
}

/** The replacement with its placeholders filled in; undefined without a match. */
function filled(
  replacement: string,
  groups: Translated['groups'],
  match: Match,
  parameters: ReadonlyMap<string, string>,
): string | undefined {
  if (!match) return undefined;
  return replacement.replace(placeholder, (whole, name: string) => {
    const own = groups.get(name);
    if (!own) return parameters.get(name) ?? whole;
    return own.map((index) => match[index]).findLast((value) => value !== undefined) ?? '';
  });
}

/** A fault of a regex replacement: `pattern`, `replacement` or `parameters` is the property that has it. */
export interface ReplacementFault {
  readonly property: 'pattern' | 'replacement' | 'parameters';
  readonly code: 'required' | 'pattern' | 'unknown_group' | 'unused_parameter';
  readonly message: string;
}

/**
 * What Entra says when a regex replacement is added (saml-claims-customization.md, "RegexReplace() transformation validations").
 *
 * @param parameters names of the placeholders that are parameters
 */
export function replacementFaults(
  { pattern, replacement }: RegexReplacement,
  parameters: readonly string[] = [],
): ReplacementFault[] {
  const required = (property: 'pattern' | 'replacement', what: string): ReplacementFault[] => [
    { property, code: 'required', message: `Enter a ${what} pattern.` },
  ];
  const missing = replacement === '' ? required('replacement', 'replacement') : [];
  if (pattern === '') return [...required('pattern', 'regex'), ...missing];
  try {
    const found = translated(pattern);
    if (missing.length > 0) return missing;
    return placeholderFaults(found, placeholdersOf(replacement), parameters);
  } catch (error) {
    if (!(error instanceof PatternFault)) throw error;
    return [{ property: 'pattern', code: 'pattern', message: error.message }, ...missing];
  }
}

function placeholderFaults(
  { groups, unstable }: Translated,
  used: readonly string[],
  parameters: readonly string[],
): ReplacementFault[] {
  const unknown = used.filter((name) => !groups.has(name) && !parameters.includes(name));
  const unused = parameters.filter((name) => !used.includes(name));
  const lost = used.find((name) => unstable.has(name));
  return [
    ...unknown.map((name) => ({
      property: 'replacement' as const,
      code: 'unknown_group' as const,
      message: `The source of {${name}} is not found: the pattern has no group and no parameter of this name.`,
    })),
    ...unused.map((name) => ({
      property: 'parameters' as const,
      code: 'unused_parameter' as const,
      message: `The parameter {${name}} is not used in the replacement pattern.`,
    })),
    ...(lost === undefined
      ? []
      : [
          {
            property: 'pattern' as const,
            code: 'pattern' as const,
            message: `The group ${lost} is inside a repetition that can go on without it, where .NET and JavaScript keep different values: move it out of the repetition.`,
          },
        ]),
  ];
}
