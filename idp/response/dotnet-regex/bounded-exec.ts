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

let place:
  | { script: Script; context: Context & { expression?: RegExp; input?: string } }
  | undefined;

/**
 * `expression.exec(input)`, stopped after 100 ms: V8 can interrupt a regular expression only in a script with a time limit.
 *
 * @returns the groups by number, `undefined` for one that took no part; null without a match
 * @throws {MatchTimeout} when it takes longer
 */
export function boundedExec(
  expression: RegExp,
  input: string,
): readonly (string | undefined)[] | null {
  place ??= { script: new Script('expression.exec(input)'), context: createContext({}) };
  const { script, context } = place;
  context.expression = expression;
  context.input = input;
  try {
    return script.runInContext(context, { timeout: LIMIT }) as RegExpExecArray | null;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
      throw new MatchTimeout();
    throw error;
  }
}
