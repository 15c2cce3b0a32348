/** An expression that was read (scim.md f.2). */
export type Expression =
  | { readonly type: 'attribute'; readonly name: string }
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'number'; readonly value: string }
  | {
      readonly type: 'comparison';
      readonly operator: ComparisonOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly type: 'call';
      readonly name: string;
      /** `null` for an argument that is left blank: arguments go by their position. */
      readonly parameters: readonly (Expression | null)[];
    };

/** Of the condition of IIF; the longer ones first, as they are read. */
export const comparisonOperators = ['<>', '>=', '<=', '=', '>', '<'] as const;
export type ComparisonOperator = (typeof comparisonOperators)[number];

/** An expression that cannot be used; the message is a sentence for the administrator. */
export class ExpressionFault extends Error {
  /** Where, in characters from the start; absent when it is about the whole. */
  readonly position: number | undefined;

  constructor(message: string, position?: number) {
    super(message);
    this.name = 'ExpressionFault';
    this.position = position;
  }
}

/** In characters (scim.md f.2). */
export const MAX_EXPRESSION = 10_000;

/** In characters, of what a function makes: Replace in Replace in Replace makes any length from little. A limit of Entra is not documented. */
const MAX_MADE = 100_000;

/** @param length in characters. @throws {ExpressionFault} when it is too much */
export function requireShort(name: string, length: number): void {
  if (length > MAX_MADE)
    throw new ExpressionFault(
      `${name} makes a text of more than ${MAX_MADE.toLocaleString('en')} characters.`,
    );
}
