import { MatchTimeout } from './dotnet-regex/bounded-exec.ts';
import { regexReplace } from './dotnet-regex/regex-replace.ts';
import { allValues, plainInWords } from './plain-source.ts';
import { specOf, type TransformationMethod } from './transformation-methods.ts';
import type { ClaimsSubject } from './user-attributes.ts';
import type { PlainSource, Purpose, Transformation, TransformationSource } from './value-source.ts';

/** A transformation that ends the sign-in (entra-saml.md 8). */
export class TransformationFailure extends Error {
  readonly code: 501241 | 501621;
  readonly method: TransformationMethod;
  /** Entra's name of the input that is missing. */
  readonly input: string;
  /** Where the missing value was looked for. */
  readonly source: string | undefined;

  constructor(code: 501241 | 501621, method: TransformationMethod, input = '', source?: string) {
    super(
      code === 501241
        ? `${specOf(method).label} has no input: ${source ?? 'the first transformation'} is empty.`
        : `${specOf(method).label} takes too long.`,
    );
    this.name = 'TransformationFailure';
    this.code = code;
    this.method = method;
    this.input = input;
    this.source = source;
  }
}

/**
 * The output of one transformation, or of two of which the second gets the output of the first.
 *
 * @throws {TransformationFailure} 501241 when an input is missing that the method needs: a public report says that this ends the sign-in
 *   instead of leaving out the claim; 501621 when a regular expression takes too long
 */
export function applyTransformations(
  transformations: readonly Transformation[],
  subject: ClaimsSubject,
  purpose: Purpose,
): readonly string[] {
  let values: readonly string[] = [];
  for (const one of transformations) {
    const given = one.input ? allValues(one.input, subject) : values;
    const inputs = one.treatAsMultiValue || !one.input ? given : given.slice(0, 1);
    const { input: needed } = specOf(one.method);
    if (inputs.length === 0 && needed !== undefined)
      throw new TransformationFailure(
        501241,
        one.method,
        needed,
        one.input && plainInWords(one.input),
      );
    const outputs = inputs.length === 0 ? [''] : inputs;
    values = outputs.flatMap((input) => output(one, input, subject, purpose)).filter(Boolean);
  }
  return values;
}

function output(
  one: Transformation,
  input: string,
  subject: ClaimsSubject,
  purpose: Purpose,
): readonly string[] {
  const { method, value = '', value2 = '', startIndex = 0, length = 0 } = one;
  const first = (source: PlainSource | undefined) => {
    if (!source) return [];
    if (purpose.dummies && source.kind !== 'constant') return [placeholderOf(source)];
    return allValues(source, subject).slice(0, 1);
  };
  const either = (matches: boolean) => first(matches ? one.output : one.otherwise);
  switch (method) {
    case 'ExtractMailPrefix':
      return [withoutDomain(input)];
    case 'Join':
      return [join(one, input, first(one.parameter2), purpose)];
    case 'ToLowercase':
      return [input.toLowerCase()];
    case 'ToUppercase':
      return [input.toUpperCase()];
    case 'Contains':
      return either(input.includes(value));
    case 'EndWith':
      return either(input.endsWith(value));
    case 'StartWith':
      return either(input.startsWith(value));
    case 'ExtractAfter':
      return after(input, value);
    case 'ExtractBefore':
      return before(input, value);
    case 'ExtractBetween':
      return after(input, value).flatMap((rest) => before(rest, value2));
    case 'ExtractAlphaPrefix':
      return /^\p{L}+/u.exec(input) ?? [];
    case 'ExtractAlphaSuffix':
      return /\p{L}+$/u.exec(input) ?? [];
    case 'ExtractNumericPrefix':
      return /^\d+/.exec(input) ?? [];
    case 'ExtractNumericSuffix':
      return /\d+$/.exec(input) ?? [];
    case 'IfEmpty':
      return either(input === '');
    case 'IfNotEmpty':
      return either(input !== '');
    case 'SubstringFixedLength':
      return [input.slice(startIndex, startIndex + length)];
    case 'SubstringEndOfString':
      return [input.slice(startIndex)];
    case 'RegexReplace':
      return replaced(one, input, first);
  }
}

/** The text before the last `@`; without one it stays (CMP). */
function withoutDomain(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 0 ? address : address.slice(0, at);
}

/** For the NameID the domain of the first value is dropped before (CLM). */
/** The sources without which a transformation ends the sign-in (AADSTS501241). */
export const mandatorySources = ({ transformations }: TransformationSource): PlainSource[] =>
  transformations.flatMap(({ method, input, parameter2 }) => [
    ...(input && specOf(method).input !== undefined ? [input] : []),
    ...(parameter2 ? [parameter2] : []),
  ]);

function join(
  { method, separator = '', parameter2 }: Transformation,
  input: string,
  [second]: readonly string[],
  { nameId }: Purpose,
): string {
  if (second === undefined)
    throw new TransformationFailure(
      501241,
      method,
      'string2',
      parameter2 && plainInWords(parameter2),
    );
  return `${nameId ? withoutDomain(input) : input}${separator}${second}`;
}

function after(input: string, marker: string): readonly string[] {
  const at = input.indexOf(marker);
  return at < 0 ? [] : [input.slice(at + marker.length)];
}

function before(input: string, marker: string): readonly string[] {
  const at = input.indexOf(marker);
  return at < 0 ? [] : [input.slice(0, at)];
}

/** Without a match and another output, the value stays as it is: "the transformation is skipped" (CLM). */
function replaced(
  one: Transformation,
  input: string,
  first: (source: PlainSource | undefined) => readonly string[],
): readonly string[] {
  const { pattern = '', replacement = '', parameters = [], otherwise } = one;
  const values = new Map(
    parameters.map((source) => [placeholderOf(source), first(source)[0] ?? '']),
  );
  try {
    const result = regexReplace({ pattern, replacement }, input, values);
    if (result !== undefined) return [result];
    return otherwise ? first(otherwise) : [input];
  } catch (error) {
    if (error instanceof MatchTimeout) throw new TransformationFailure(501621, one.method);
    throw error;
  }
}

/** How the replacement names a parameter: `user.country` is `{country}` (CLM). */
export const placeholderOf = (source: PlainSource): string =>
  plainInWords(source).replace(/^[a-z]+\./, '');

/** As Entra's pages print it: the function around its input. @param inner the source of a second transformation's input, in words */
export function transformationInWords(one: Transformation, inner: string): string {
  const name = specOf(one.method).label.replace(/\(\).*$/, '');
  const input = one.input ? plainInWords(one.input) : inner;
  const quoted = (text: string | undefined) => (text === undefined ? [] : [`"${text}"`]);
  const words = (source: PlainSource | undefined) => (source ? [plainInWords(source)] : []);
  const numbers = [one.startIndex, one.length].flatMap((number) =>
    number === undefined ? [] : [String(number)],
  );
  const rest = [
    ...quoted(one.separator || undefined),
    ...words(one.parameter2),
    ...quoted(one.value),
    ...quoted(one.value2),
    ...numbers,
    ...quoted(one.pattern),
    ...quoted(one.replacement),
    ...(one.parameters ?? []).map(plainInWords),
    ...words(one.output),
    ...words(one.otherwise),
  ];
  return `${name} (${[input, ...rest].join(', ')})`;
}
