import { choiceFunctions } from './choice.ts';
import { dateFunctions } from './date-time.ts';
import type { ExpressionFunction } from './function.ts';
import { replaceFunctions } from './replace.ts';
import { rolesFunctions } from './roles.ts';
import { textFunctions } from './text.ts';

/** The functions that samlab simulates, by their names, which are case-sensitive (scim.md f.4). */
export const expressionFunctions: Readonly<Record<string, ExpressionFunction>> = {
  ...textFunctions,
  ...choiceFunctions,
  ...dateFunctions,
  ...replaceFunctions,
  ...rolesFunctions,
};

export const isSimulated = (name: string): boolean => Object.hasOwn(expressionFunctions, name);
