import { boundedMatchAll } from './bounded-exec.ts';
import { translated } from './regex-replace.ts';
import { PatternFault } from './syntax.ts';

/** A part of the input. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A match of a .NET pattern, and its groups by name or number; `0` is the whole match. */
export interface DotnetMatch extends Span {
  group(name: string): Span | undefined;
}

/**
 * Every match of a pattern in the syntax of .NET, in order.
 *
 * @throws {PatternFault} when the pattern cannot be used
 * @throws {MatchTimeout} when the matches take longer than 100 ms
 */
export function matchAll(pattern: string, input: string): DotnetMatch[] {
  const { expression, groups } = translated(pattern);
  const all = new RegExp(expression.source, `${expression.flags}gd`);
  return boundedMatchAll(all, input).map((match) => {
    const spanAt = (index: number): Span | undefined => {
      const [start, end] = match.indices?.[index] ?? [];
      return start === undefined || end === undefined
        ? undefined
        : { start, end, text: input.slice(start, end) };
    };
    const whole = spanAt(0) ?? { start: match.index, end: match.index, text: '' };
    return {
      ...whole,
      group: (name) =>
        name === '0'
          ? whole
          : groups
              .get(name)
              ?.map(spanAt)
              .findLast((span) => span !== undefined),
    };
  });
}

/** Why a pattern cannot be used, as a sentence; undefined when it can. */
export function patternFault(pattern: string): string | undefined {
  try {
    translated(pattern);
    return undefined;
  } catch (error) {
    if (error instanceof PatternFault) return error.message;
    throw error;
  }
}
