import { type Arguments, plainOf } from './functions/function.ts';
import { expressionFunctions, isSimulated, meantBy } from './functions/index.ts';
import { partsOf } from './parse.ts';
import { type ComparisonOperator, type Expression, ExpressionFault } from './syntax.ts';
import { asFlag, oneOf, type SourceObject, type Value } from './value.ts';

/** An expression calls a function that samlab does not simulate; the attribute is left out of the export. */
export class NotSimulated extends Error {
  readonly functions: readonly string[];

  constructor(functions: readonly string[]) {
    const hint = functions.flatMap((name) => meantBy(name) ?? []);
    super(
      `samlab does not simulate this function: ${functions.join(', ')}.${hint.length > 0 ? ` Did you mean ${hint.join(', ')}?` : ''}`,
    );
    this.name = 'NotSimulated';
    this.functions = functions;
  }
}

/** The names of the functions in an expression that samlab does not simulate, each once. */
export const unsimulatedFunctions = (expression: Expression): string[] => [
  ...new Set(
    [...partsOf(expression)].flatMap((part) =>
      part.type === 'call' && !isSimulated(part.name) ? [part.name] : [],
    ),
  ),
];

/**
 * Computes an expression for an object.
 *
 * @throws {NotSimulated} when it calls a function that samlab does not simulate
 * @throws {ExpressionFault} when a function cannot work with its values
 */
export function evaluate(expression: Expression, source: SourceObject): Value {
  const unknown = unsimulatedFunctions(expression);
  if (unknown.length > 0) throw new NotSimulated(unknown);
  return computed(expression, source);
}

function computed(expression: Expression, source: SourceObject): Value {
  switch (expression.type) {
    case 'attribute':
      return source.attribute(expression.name);
    case 'text':
    case 'number':
      return expression.value;
    case 'comparison':
      return asFlag(
        compare(
          expression.operator,
          textOf(expression.left, source),
          textOf(expression.right, source),
        ),
      );
    case 'call': {
      const known = expressionFunctions[expression.name];
      if (!known) throw new NotSimulated([expression.name]);
      return known.call(argumentsOf(expression, source));
    }
  }
}

const textOf = (expression: Expression, source: SourceObject): string | null =>
  oneOf(plainOf(computed(expression, source)));

/** Without a value on one side it is false. Numbers are compared as numbers, anything else letter by letter (scim.md f.3; case assumed). */
function compare(operator: ComparisonOperator, left: string | null, right: string | null): boolean {
  if (left === null || right === null) return false;
  const isNumber = (text: string) => /^[+-]?\d+(?:\.\d+)?$/.test(text);
  const order =
    isNumber(left) && isNumber(right)
      ? Number(left) - Number(right)
      : Number(left > right) - Number(left < right);
  switch (operator) {
    case '=':
      return order === 0;
    case '<>':
      return order !== 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
  }
}

function argumentsOf(
  { name, parameters }: Expression & { type: 'call' },
  source: SourceObject,
): Arguments {
  const value = (position: number): Value => {
    const given = parameters[position];
    return given ? computed(given, source) : null;
  };
  const plain = (position: number) => plainOf(value(position));
  const text = (position: number) => oneOf(plain(position));
  return {
    count: parameters.length,
    source,
    value,
    plain,
    text,
    whole(position, absent) {
      const given = text(position);
      if (given === null && absent !== undefined) return absent;
      if (given !== null && /^[+-]?\d{1,9}$/.test(given)) return Number(given);
      throw new ExpressionFault(
        `Argument ${position + 1} of ${name} must be a whole number, not ${given === null ? 'empty' : `"${given.slice(0, 40)}"`}.`,
      );
    },
  };
}
