import { allCaseIds, caseIds } from '../../catalogue/index.ts';
import { nearest } from './nearest.ts';

/** By name; undefined when not given. */
export interface WantedCases {
  readonly groups: readonly string[] | undefined;
  readonly cases: readonly string[] | undefined;
}

/** The ids that `--group` and `--case` name together, or all, in catalogue order. Adds a sentence to `faults` for each unknown name. */
export function chooseCases({ groups, cases }: WantedCases, faults: string[]): readonly string[] {
  const known = Object.keys(caseIds);
  for (const group of groups ?? [])
    if (!known.includes(group))
      faults.push(`There is no group "${group}"; the groups are ${known.join(', ')}.`);
  for (const id of cases ?? []) {
    if (allCaseIds.includes(id)) continue;
    const near = nearest(id, allCaseIds);
    faults.push(`There is no case "${id}"${near ? `; did you mean "${near}"?` : '.'}`);
  }
  if (!groups && !cases) return allCaseIds;
  return Object.entries(caseIds).flatMap(([group, ids]) =>
    groups?.includes(group) ? ids : ids.filter((id) => cases?.includes(id)),
  );
}
