import { ExpressionFault } from '../syntax.ts';
import { noFlow, type Plain, Redacted, Roles, type SourceObject, type Value } from '../value.ts';

/** What a function is called with: each parameter is computed when it is first asked for, as only one side of IIF counts. */
export interface Arguments {
  readonly count: number;
  /** A parameter by its position from 0; null for a blank or missing one. @throws {ExpressionFault} when it is no text */
  plain(position: number): Plain;
  /** The first value of it. */
  text(position: number): string | null;
  /** As it is, also when it is `Roles`, `Redacted` or `noFlow`. */
  value(position: number): Value;
  /** A whole number; `absent` for a blank one. @throws {ExpressionFault} for any other text */
  whole(position: number, absent?: number): number;
  readonly source: SourceObject;
}

/** A function that samlab simulates. */
export interface ExpressionFunction {
  /** Names of the parameters, as in Graph's `parameters`; the last one may repeat. */
  readonly parameters: readonly string[];
  /** How many of them are needed. */
  readonly least: number;
  /** Whether more may follow, named like the last ones. */
  readonly repeats?: boolean;
  call(given: Arguments): Value;
}

/** @throws {ExpressionFault} for roles, which only the attribute `roles` takes */
export function plainOf(value: Value): Plain {
  if (value === noFlow) return null;
  if (value instanceof Redacted) return value.value;
  if (value instanceof Roles)
    throw new ExpressionFault(`${value.form} makes roles, which no other function can read.`);
  return value;
}
