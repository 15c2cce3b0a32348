import { allCaseIds, caseIds } from '../../catalogue/index.ts';

/** By name; undefined for what was not given. */
export interface WantedCases {
  readonly groups: readonly string[] | undefined;
  readonly cases: readonly string[] | undefined;
}

/** The ids that `--group` and `--case` name together, or all; in the order of the catalogue. Adds a sentence to `faults` for each unknown name. */
export function chooseCases({ groups, cases }: WantedCases, faults: string[]): readonly string[] {
  const known = Object.keys(caseIds);
  for (const group of groups ?? [])
    if (!known.includes(group))
      faults.push(`There is no group "${group}"; the groups are ${known.join(', ')}.`);
  for (const id of cases ?? []) {
    if (allCaseIds.includes(id)) continue;
    const near = nearest(id);
    faults.push(`There is no case "${id}"${near ? `; did you mean "${near}"?` : '.'}`);
  }
  if (!groups && !cases) return allCaseIds;
  return Object.entries(caseIds).flatMap(([group, ids]) =>
    groups?.includes(group) ? ids : ids.filter((id) => cases?.includes(id)),
  );
}

/** The id with the most pairs of letters in common. */
function nearest(id: string): string | undefined {
  const pairs = (text: string) =>
    new Set(Array.from(text.toLowerCase(), (_, n) => text.toLowerCase().slice(n, n + 2)));
  const wanted = pairs(id);
  const scored = allCaseIds.map((each) => {
    const own = pairs(each);
    const common = [...own].filter((pair) => wanted.has(pair)).length;
    return { each, score: (2 * common) / (own.size + wanted.size) };
  });
  const [best] = scored.toSorted((a, b) => b.score - a.score);
  return best && best.score > 0.4 ? best.each : undefined;
}
