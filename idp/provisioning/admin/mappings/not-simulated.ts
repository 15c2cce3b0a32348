import { meantBy } from '../../expressions/functions/index.ts';

/** What becomes of a mapping with these functions; one that Entra does not document either may be a slip. */
export function notSimulated(functions: readonly string[]): string {
  const meant = functions.flatMap((name) => meantBy(name) ?? []);
  const hint = meant.length > 0 ? ` Did you mean ${meant.join(', ')}?` : '';
  return `samlab does not simulate ${functions.join(', ')}: the attribute is left out.${hint}`;
}
