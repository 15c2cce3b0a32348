import {
  type ComparisonOperator,
  comparisonOperators,
  type Expression,
  ExpressionFault,
  MAX_EXPRESSION,
} from './syntax.ts';

/** Calls inside calls at most: far more than a person writes, and no stack overflows. */
const DEEPEST = 100;

/**
 * Reads an expression: `[attribute]`, `"text"`, a number, or a function of such, whose arguments may be blank (scim.md f.2). Names of functions
 * are not looked up here.
 *
 * @throws {ExpressionFault} with the position when the text is no expression
 */
export function parseExpression(text: string): Expression {
  if (text.length > MAX_EXPRESSION)
    throw new ExpressionFault(
      `An expression has at most ${MAX_EXPRESSION.toLocaleString('en')} characters; this one has ${text.length.toLocaleString('en')}.`,
    );
  const reader = new Reader(text);
  const expression = reader.expression(0);
  reader.expectEnd();
  return expression;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  expectEnd(): void {
    this.#skipSpace();
    if (this.#at < this.#text.length)
      throw this.#fault(`"${this.#rest()}" comes after the end of the expression.`);
  }

  expression(depth: number): Expression {
    if (depth > DEEPEST)
      throw this.#fault(`Functions can be nested ${DEEPEST} deep; this expression is deeper.`);
    this.#skipSpace();
    const next = this.#text[this.#at];
    if (next === undefined) throw this.#fault('The expression ends where a value is expected.');
    if (next === '[') return this.#attribute();
    if (next === '"') return { type: 'text', value: this.#quoted() };
    const number = this.#take(/[+-]?\d+(?:\.\d+)?/y);
    if (number !== undefined) return { type: 'number', value: number };
    const name = this.#take(/[A-Za-z_][A-Za-z0-9_]*/y);
    if (name !== undefined) return this.#call(name, depth);
    throw this.#fault(
      `"${this.#rest()}" is no value: an attribute is written as [mail], text as "text", a function as ToLower([mail]).`,
    );
  }

  #attribute(): Expression {
    const end = this.#text.indexOf(']', this.#at);
    if (end < 0) throw this.#fault('The bracket "[" of an attribute is not closed.');
    const name = this.#text.slice(this.#at + 1, end).trim();
    if (name === '') throw this.#fault('Between "[" and "]" the name of an attribute is missing.');
    this.#at = end + 1;
    return { type: 'attribute', name };
  }

  /** `\"` and `\\` are a quotation mark and a backslash; any other backslash is itself, so that "\d" can be written as it is. */
  #quoted(): string {
    const start = this.#at;
    let value = '';
    for (this.#at += 1; this.#at < this.#text.length; this.#at += 1) {
      const character = this.#text[this.#at] ?? '';
      const next = this.#text[this.#at + 1] ?? '';
      if (character === '"') {
        this.#at += 1;
        return value;
      }
      if (character === '\\' && (next === '"' || next === '\\')) {
        value += next;
        this.#at += 1;
      } else value += character;
    }
    this.#at = start;
    throw this.#fault('The quotation mark of a text is not closed.');
  }

  #call(name: string, depth: number): Expression {
    const start = this.#at - name.length;
    this.#skipSpace();
    if (this.#text[this.#at] !== '(') {
      this.#at = start;
      throw this.#fault(
        `After ${name} an opening parenthesis is missing. An attribute is written as [${name}], text as "${name}".`,
      );
    }
    this.#at += 1;
    const parameters: (Expression | null)[] = [];
    for (;;) {
      this.#skipSpace();
      const next = this.#text[this.#at];
      if (next === undefined) throw this.#fault(`The parenthesis of ${name} is not closed.`);
      if (next === ')' && parameters.length === 0) break;
      parameters.push(next === ',' || next === ')' ? null : this.#argument(depth + 1));
      this.#skipSpace();
      const after = this.#text[this.#at];
      if (after === ')') break;
      if (after === undefined) throw this.#fault(`The parenthesis of ${name} is not closed.`);
      if (after !== ',')
        throw this.#fault(
          `Between two arguments of ${name} a comma is missing, before "${this.#rest()}".`,
        );
      this.#at += 1;
    }
    this.#at += 1;
    return { type: 'call', name, parameters };
  }

  /** A value, or two with a comparison between them. */
  #argument(depth: number): Expression {
    const left = this.expression(depth);
    const operator = this.#operator();
    return operator ? { type: 'comparison', operator, left, right: this.expression(depth) } : left;
  }

  #operator(): ComparisonOperator | undefined {
    this.#skipSpace();
    const operator = comparisonOperators.find((one) => this.#text.startsWith(one, this.#at));
    if (operator) this.#at += operator.length;
    return operator;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.#text) ?? [];
    this.#at += found?.length ?? 0;
    return found;
  }

  #skipSpace(): void {
    this.#take(/\s+/y);
  }

  #rest(): string {
    const rest = this.#text.slice(this.#at);
    return rest.length > 20 ? `${rest.slice(0, 20)}…` : rest;
  }

  #fault(message: string): ExpressionFault {
    return new ExpressionFault(`${message} (Character ${this.#at + 1}.)`, this.#at);
  }
}

/** Writes an expression as the editor shows it. */
export function expressionText(expression: Expression): string {
  switch (expression.type) {
    case 'attribute':
      return `[${expression.name}]`;
    case 'text':
      return `"${expression.value.replace(/\\(?=["\\]|$)|"/g, '\\$&')}"`;
    case 'number':
      return expression.value;
    case 'comparison':
      return `${expressionText(expression.left)}${expression.operator}${expressionText(expression.right)}`;
    case 'call':
      return `${expression.name}(${expression.parameters.map((one) => (one ? expressionText(one) : '')).join(', ')})`;
  }
}

/** The parts of an expression, each before its own parts. */
export function* partsOf(expression: Expression): Generator<Expression> {
  yield expression;
  if (expression.type === 'comparison') {
    yield* partsOf(expression.left);
    yield* partsOf(expression.right);
  } else if (expression.type === 'call')
    for (const parameter of expression.parameters) if (parameter) yield* partsOf(parameter);
}
