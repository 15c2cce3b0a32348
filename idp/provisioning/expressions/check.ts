import { patternFault } from '../../response/dotnet-regex/match-all.ts';
import { expressionFunctions } from './functions/index.ts';
import { partsOf } from './parse.ts';
import type { Expression } from './syntax.ts';

/**
 * What is wrong with an expression whatever the object: numbers of arguments, comparisons outside of IIF, patterns that .NET would refuse. Functions
 * that samlab does not simulate are not looked into.
 *
 * @returns a sentence for each fault
 */
export function expressionFaults(expression: Expression): string[] {
  const parts = [...partsOf(expression)];
  const inCondition = new Set(
    parts.flatMap((part) =>
      part.type === 'call' && part.name === 'IIF' ? [part.parameters[0]] : [],
    ),
  );
  return parts.flatMap((part) => {
    if (part.type === 'comparison' && !inCondition.has(part))
      return [`A comparison (${part.operator}) can only be the condition of IIF.`];
    return part.type === 'call' ? callFaults(part) : [];
  });
}

function callFaults({ name, parameters }: Expression & { type: 'call' }): string[] {
  const known = expressionFunctions[name];
  if (!known) return [];
  const most = known.repeats ? Number.POSITIVE_INFINITY : known.parameters.length;
  if (parameters.length < known.least || parameters.length > most)
    return [
      `${name} takes ${countInWords(known.least, most)}, not ${parameters.length}: ${name}(${known.parameters.join(', ')}${known.repeats ? ', …' : ''}).`,
    ];
  if (name === 'Switch' && parameters.length % 2 !== 0)
    return ['Switch takes a value after each key: Switch(source, defaultValue, key1, value1, …).'];
  const pattern = name === 'Replace' ? parameters[2] : null;
  const fault =
    pattern?.type === 'text' && pattern.value !== '' ? patternFault(pattern.value) : undefined;
  return fault === undefined ? [] : [`The pattern of Replace cannot be used: ${fault}`];
}

function countInWords(least: number, most: number): string {
  const many = (count: number) => `${count} argument${count === 1 ? '' : 's'}`;
  if (most === Number.POSITIVE_INFINITY) return `at least ${many(least)}`;
  return least === most ? many(least) : `${least} to ${many(most)}`;
}
