import { type Context, createContext, Script } from 'node:vm';

/** How long one match may take, in milliseconds; Entra's limit is not documented. */
const LIMIT = 100;

/** A match took too long. */
export class MatchTimeout extends Error {
  constructor() {
    super(`The regular expression took longer than ${LIMIT} ms.`);
    this.name = 'MatchTimeout';
  }
}

interface Place {
  readonly first: Script;
  readonly every: Script;
  readonly context: Context & { expression?: RegExp; inputs?: readonly string[] };
}

let place: Place | undefined;

/** The groups of a match by number, `undefined` for one that took no part; null without a match. */
export type Match = readonly (string | undefined)[] | null;

/**
 * `expression.exec(input)` for each input, stopped when all together take 100 ms: V8 can interrupt a regular expression only in a script with a time limit.
 *
 * @throws {MatchTimeout} when they take longer
 */
export function boundedExec(expression: RegExp, inputs: readonly string[]): readonly Match[] {
  return run('first', expression, inputs) as Match[];
}

/**
 * Every match in one input, in order, under the same limit.
 *
 * @param expression with the flags `g` and `d`
 * @throws {MatchTimeout} when they take longer
 */
export const boundedMatchAll = (expression: RegExp, input: string): readonly RegExpExecArray[] =>
  run('every', expression, [input]) as RegExpExecArray[];

function run(which: 'first' | 'every', expression: RegExp, inputs: readonly string[]): unknown {
  place ??= {
    first: new Script('inputs.map((input) => expression.exec(input))'),
    every: new Script('[...inputs[0].matchAll(expression)]'),
    context: createContext({}),
  };
  const { context } = place;
  context.expression = expression;
  context.inputs = inputs;
  try {
    return place[which].runInContext(context, { timeout: LIMIT });
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
      throw new MatchTimeout();
    throw error;
  }
}
