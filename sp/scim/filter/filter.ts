import type { Attribute } from '../schema/attribute.ts';

export const operators = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const;

export type Operator = (typeof operators)[number];

export type Literal = string | number | boolean | null;

/** A filter of RFC 7644 3.4.2.2. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly of: readonly Filter[] }
  | { readonly kind: 'not'; readonly of: Filter }
  | { readonly kind: 'present'; readonly path: AttributePath }
  | {
      readonly kind: 'compare';
      readonly path: AttributePath;
      readonly operator: Operator;
      readonly value: Literal;
    };

/** What a filter compares, and what an operation of a PATCH changes: `emails[type eq "work"].value`. */
export interface AttributePath {
  /** The extension that the attribute is in; undefined for the core schema. */
  readonly urn?: string;
  /** As the schema spells it; undefined for the extension as a whole. */
  readonly name?: string;
  /** Its definition; undefined for one that the schema does not list. */
  readonly attribute?: Attribute | undefined;
  /** Which members of a multi-valued attribute. */
  readonly filter?: Filter;
  /** As the definition spells it. */
  readonly sub?: string;
}

/** How many comparisons a filter makes. */
export function comparisonsIn(filter: Filter): number {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.of.reduce((sum, one) => sum + comparisonsIn(one), 0);
    case 'not':
      return comparisonsIn(filter.of);
    default:
      return filter.path.filter ? 1 + comparisonsIn(filter.path.filter) : 1;
  }
}

/** The definition of what a path leads to. A complex attribute is compared by its `value` (RFC 7644 3.4.2.2). */
export function leafOf({ attribute, sub }: AttributePath): Attribute | undefined {
  if (sub === undefined && attribute?.type !== 'complex') return attribute;
  return attribute?.subAttributes?.find(({ name }) => name === (sub ?? 'value'));
}
