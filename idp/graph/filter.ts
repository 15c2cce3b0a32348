import { badRequest } from './collection.ts';

export type FilterOperator = 'eq' | 'gt' | 'ge' | 'lt' | 'le' | 'contains' | 'startswith';

/** One comparison of a `$filter`. */
export interface Comparison {
  /** With a slash for a property of a property: `servicePrincipal/id`. */
  property: string;
  operator: FilterOperator;
  value: string;
}

/** In characters. */
const MAX_FILTER = 2000;
const TEXT = "'((?:[^']|'')*)'";
const PROPERTY = String.raw`([A-Za-z]\w*(?:/[A-Za-z]\w*)*)`;
/** A number, an instant, a GUID, or a word such as true. */
const LITERAL = String.raw`([\w.:+-]+)`;

const compared = new RegExp(`^${PROPERTY} +(eq|gt|ge|lt|le) +(?:${TEXT}|${LITERAL})$`);
const called = new RegExp(String.raw`^(contains|startswith)\( *${PROPERTY} *, *${TEXT} *\)$`);

/**
 * Reads the part of OData's filters that lists here know: comparisons joined by `and` (OData 4.01 URL conventions 5.1.1).
 *
 * @throws {GraphError} 400 for anything else
 */
export function readFilter(text: string): Comparison[] {
  if (text.length > MAX_FILTER) throw badRequest('The $filter is too long.');
  return partsOf(text).map((part) => {
    const comparison = comparisonOf(part.trim());
    if (!comparison)
      throw badRequest(
        `Invalid filter clause: '${part.trim().slice(0, 80)}'. Known here are eq, gt, ge, lt, le, contains() and startswith(), joined by and.`,
      );
    return comparison;
  });
}

/** Splits at ` and ` outside of texts. */
const partsOf = (text: string): string[] =>
  text
    .split(/('(?:[^']|'')*')/)
    .map((part, position) => (position % 2 === 0 ? part.replaceAll(/ +and +/g, '\n') : part))
    .join('')
    .split('\n');

function comparisonOf(part: string): Comparison | undefined {
  const [, property, operator, text, literal] = compared.exec(part) ?? [];
  if (property !== undefined && operator !== undefined)
    return {
      property,
      operator: operator as FilterOperator,
      value: literal ?? unquoted(text ?? ''),
    };
  const [, name, of, looked] = called.exec(part) ?? [];
  if (name === undefined || of === undefined) return undefined;
  return { property: of, operator: name as FilterOperator, value: unquoted(looked ?? '') };
}

/** A quote inside a text is written twice. */
const unquoted = (text: string): string => text.replaceAll("''", "'");
