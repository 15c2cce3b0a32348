import { type Arguments, plainOf } from './functions/function.ts';
import { expressionFunctions, isSimulated, meantBy } from './functions/index.ts';
import { partsOf } from './parse.ts';
import {
  type ComparisonOperator,
  type Expression,
  ExpressionFault,
  requireShort,
} from './syntax.ts';
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
  return computed(expression, { source, until: performance.now() + LONGEST });
}

/** In milliseconds: many regular expressions, each of which may take a tenth of it, would let the next user wait. A usual expression takes less than one. */
const LONGEST = 1_000;

interface Computing {
  readonly source: SourceObject;
  /** When it must be done, as `performance.now()`. */
  readonly until: number;
}

function computed(expression: Expression, computing: Computing): Value {
  switch (expression.type) {
    case 'attribute':
      return computing.source.attribute(expression.name);
    case 'text':
    case 'number':
      return expression.value;
    case 'comparison':
      return asFlag(
        compare(
          expression.operator,
          textOf(expression.left, computing),
          textOf(expression.right, computing),
        ),
      );
    case 'call': {
      const known = expressionFunctions[expression.name];
      if (!known) throw new NotSimulated([expression.name]);
      const made = known.call(argumentsOf(expression, computing));
      requireShort(expression.name, lengthOf(made));
      if (performance.now() > computing.until)
        throw new ExpressionFault('The expression takes longer than a second.');
      return made;
    }
  }
}

function lengthOf(value: Value): number {
  if (typeof value === 'string') return value.length;
  return Array.isArray(value) ? value.reduce((sum: number, { length }) => sum + length, 0) : 0;
}

const textOf = (expression: Expression, computing: Computing): string | null =>
  oneOf(plainOf(computed(expression, computing)));

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
  computing: Computing,
): Arguments {
  const value = (position: number): Value => {
    const given = parameters[position];
    return given ? computed(given, computing) : null;
  };
  const plain = (position: number) => plainOf(value(position));
  const text = (position: number) => oneOf(plain(position));
  return {
    count: parameters.length,
    source: computing.source,
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
