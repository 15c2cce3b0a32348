import { nearest } from '../../../../text-files/nearest.ts';
import { choiceFunctions } from './choice.ts';
import { dateFunctions } from './date-time.ts';
import { notSimulated } from './documented.ts';
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

/** The simulated function that somebody may have meant by a name that no function of Entra has, such as `toupper`. */
export function meantBy(name: string): string | undefined {
  if (isSimulated(name) || notSimulated.includes(name)) return undefined;
  return nearest(name, Object.keys(expressionFunctions));
}
