import { allCaseIds, caseIds } from '../../catalogue/index.ts';
import { nearest } from '../../text-files/nearest.ts';

/** By name; undefined when not given. */
export interface WantedCases {
  readonly groups: readonly string[] | undefined;
  readonly cases: readonly string[] | undefined;
}

/**
 * The ids that `--group` and `--case` name together, or all, in catalogue order. Adds a sentence to `faults` for each unknown name.
 *
 * @param own ids of the user's cases, the group `own`
 */
export function chooseCases(
  { groups, cases }: WantedCases,
  faults: string[],
  own: readonly string[] = [],
): readonly string[] {
  const idsOf = { ...caseIds, ...(own.length > 0 && { own }) };
  const known = Object.keys(idsOf);
  const all = [...allCaseIds, ...own];
  for (const group of groups ?? [])
    if (!known.includes(group))
      faults.push(`There is no group "${group}"; the groups are ${known.join(', ')}.`);
  for (const id of cases ?? []) {
    if (all.includes(id)) continue;
    const near = nearest(id, all);
    faults.push(`There is no case "${id}"${near ? `; did you mean "${near}"?` : '.'}`);
  }
  if (!groups && !cases) return all;
  return Object.entries(idsOf).flatMap(([group, ids]) =>
    groups?.includes(group) ? ids : ids.filter((id) => cases?.includes(id)),
  );
}
