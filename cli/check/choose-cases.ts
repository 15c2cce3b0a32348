import {
  allCaseIds,
  allCases,
  type CatalogueCase,
  caseIds,
  cvesOf,
} from '../../catalogue/index.ts';
import { nearest, nearestFirst } from '../../text-files/nearest.ts';

/** By name; undefined when not given. */
export interface WantedCases {
  readonly groups: readonly string[] | undefined;
  readonly cases: readonly string[] | undefined;
  readonly cves: readonly string[] | undefined;
}

/**
 * The ids that `--group`, `--case` and `--cve` name together, or all, in catalogue order. Adds a sentence to `faults` for each unknown name.
 *
 * @param own the user's cases, the group `own`
 */
export function chooseCases(
  { groups, cases, cves }: WantedCases,
  faults: string[],
  own: readonly CatalogueCase[] = [],
): readonly string[] {
  const ownIds = own.map(({ id }) => id);
  const idsOf = { ...caseIds, ...(own.length > 0 && { own: ownIds }) };
  const known = Object.keys(idsOf);
  const all = [...allCaseIds, ...ownIds];
  for (const group of groups ?? [])
    if (!known.includes(group))
      faults.push(`There is no group "${group}"; the groups are ${known.join(', ')}.`);
  for (const id of cases ?? []) {
    if (all.includes(id)) continue;
    const near = nearest(id, all);
    faults.push(`There is no case "${id}"${near ? `; did you mean "${near}"?` : '.'}`);
  }
  if (!groups && !cases && !cves) return all;
  const single = new Set([
    ...(cases ?? []),
    ...aboutCves(cves ?? [], [...allCases, ...own], faults),
  ]);
  return Object.entries(idsOf).flatMap(([group, ids]) =>
    groups?.includes(group) ? ids : ids.filter((id) => single.has(id)),
  );
}

/** The ids of the cases that are about one of these CVEs, in any case of letters. */
function aboutCves(
  cves: readonly string[],
  among: readonly CatalogueCase[],
  faults: string[],
): string[] {
  const wanted = new Set(cves.map((cve) => cve.toUpperCase()));
  const known = [...new Set(among.flatMap(cvesOf))].toSorted();
  for (const cve of wanted)
    if (!known.includes(cve))
      faults.push(
        `No case is about "${cve}"; there are cases about ${nearestFirst(cve, known).join(', ')}.`,
      );
  return among.filter((one) => cvesOf(one).some((cve) => wanted.has(cve))).map(({ id }) => id);
}
