import { unsimulatedFunctions as unsimulatedIn } from '../expressions/evaluate.ts';
import { expressionFunctions } from '../expressions/functions/index.ts';
import { expressionText, parseExpression } from '../expressions/parse.ts';
import { type Expression, ExpressionFault } from '../expressions/syntax.ts';
import type { AttributeMappingSource } from './schema.ts';

/** A mapping of the type Direct. */
export const directSource = (name: string): AttributeMappingSource => ({
  type: 'Attribute',
  name,
  expression: `[${name}]`,
  parameters: [],
});

/** A mapping of the type Constant. */
export const constantSource = (value: string): AttributeMappingSource => ({
  type: 'Constant',
  name: value,
  expression: expressionText({ type: 'text', value }),
  parameters: [],
});

/**
 * A mapping of the type Expression, as Graph writes it: the function with its parameters by name. The text is kept as it was written.
 *
 * @throws {ExpressionFault} when the text is no expression
 */
export function sourceOf(text: string): AttributeMappingSource {
  const expression = parseExpression(text);
  return { ...partSource(expression), expression: text.trim() };
}

function partSource(part: Expression): AttributeMappingSource {
  const expression = expressionText(part);
  switch (part.type) {
    case 'attribute':
      return { type: 'Attribute', name: part.name, expression, parameters: [] };
    case 'text':
    case 'number':
      return { type: 'Constant', name: part.value, expression, parameters: [] };
    case 'comparison': {
      const sides = [part.left, part.right].map((side, at) => ({
        key: ['left', 'right'][at] ?? '',
        value: partSource(side),
      }));
      return { type: 'Function', name: part.operator, expression, parameters: sides };
    }
    case 'call': {
      const parameters = part.parameters.map((one, at) => ({
        key: parameterName(part.name, at),
        value: one ? partSource(one) : constantSource(''),
      }));
      return { type: 'Function', name: part.name, expression, parameters };
    }
  }
}

/** Parameters that repeat are numbered on: source2, source3, or key2, value2. */
function parameterName(functionName: string, at: number): string {
  const { parameters = [], repeats } = expressionFunctions[functionName] ?? {};
  const known = parameters[at];
  if (known !== undefined) return known;
  const pattern = repeats ? parameters.filter((name) => /\d$/.test(name)) : [];
  const first = parameters.length - pattern.length;
  const names = [...new Set(pattern.map((name) => name.replace(/\d+$/, '')))];
  if (names.length === 0) return `parameter${at + 1}`;
  const turn = Math.floor((at - first) / names.length) + 1;
  return `${names[(at - first) % names.length]}${turn}`;
}

/** The text of a mapping. A caller of Graph may leave it out where the name says everything. */
export function expressionOf({
  type,
  name,
  expression,
  parameters,
}: AttributeMappingSource): string {
  if (expression !== '') return expression;
  if (type === 'Attribute') return `[${name}]`;
  if (type === 'Constant') return expressionText({ type: 'text', value: name });
  return `${name}(${parameters.map(({ value }) => expressionOf(value)).join(', ')})`;
}

/** What a mapping computes. @throws {ExpressionFault} when its text is no expression */
export const parsedSource = (source: AttributeMappingSource): Expression =>
  source.type === 'Constant'
    ? { type: 'text', value: source.name }
    : parseExpression(expressionOf(source));

/** The functions of a mapping that samlab does not simulate: the attribute is kept, and left out of exports. */
export function unsimulatedFunctions(source: AttributeMappingSource): string[] {
  try {
    return unsimulatedIn(parsedSource(source));
  } catch (error) {
    if (error instanceof ExpressionFault) return [];
    throw error;
  }
}
