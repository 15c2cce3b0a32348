import type { SourceObject } from '../expressions/value.ts';
import type { Filter, FilterClause, FilterGroup } from '../schema/schema.ts';
import { filterOperators } from './operators.ts';

/** What the filters say of an object. */
export interface FilterVerdict {
  /** It satisfies `groups` and the filters of the application. */
  readonly inScope: boolean;
  /** It satisfies `inputFilterGroups`; one that does not is left alone. */
  readonly isRead: boolean;
  /** Each group in words with what it says, for the details of the step. */
  readonly results: readonly { readonly name: string; readonly holds: boolean }[];
}

/**
 * Whether an object is in the scope of a filter: in any group, all of whose clauses hold; without groups, it is.
 *
 * @throws {MatchTimeout} when a pattern takes too long
 * @throws {PatternFault} when a pattern cannot be used; validation refuses it at saving
 */
export function judgeFilter(filter: Filter | null, object: SourceObject): FilterVerdict {
  const { groups = [], inputFilterGroups = [], categoryFilterGroups = [] } = filter ?? {};
  const results = groups.map((group, at) => ({
    name: group.name ?? `Scoping filter ${at + 1}`,
    holds: groupHolds(group, object),
  }));
  const any = (some: readonly FilterGroup[]) =>
    some.length === 0 || some.some((group) => groupHolds(group, object));
  return {
    inScope:
      (results.length === 0 || results.some(({ holds }) => holds)) && any(categoryFilterGroups),
    isRead: any(inputFilterGroups),
    results,
  };
}

const groupHolds = ({ clauses }: FilterGroup, object: SourceObject): boolean =>
  clauses.every((clause) => clauseHolds(clause, object));

function clauseHolds(
  { sourceOperandName, operatorName, targetOperand }: FilterClause,
  object: SourceObject,
): boolean {
  const operator = filterOperators[operatorName];
  if (!operator) return false;
  const value = object.attribute(sourceOperandName);
  const isNull = value === null || value.length === 0;
  return isNull ? operator.forNull === true : operator.holds(value, targetOperand.values);
}
