import { type Phase, phases, type ScimCase, scimCases } from '../../../check/index.ts';
import { nearest } from '../../../text-files/nearest.ts';

/** By name; undefined when not given. */
export interface WantedScimCases {
  readonly groups: readonly string[] | undefined;
  readonly cases: readonly string[] | undefined;
  readonly skip: readonly string[] | undefined;
}

/** The cases that `--group` and `--case` name, or all, without those of `--skip`. Adds a sentence to `faults` for each unknown name. */
export function chooseScimCases(
  { groups, cases, skip = [] }: WantedScimCases,
  faults: string[],
): ScimCase[] {
  const names = Object.keys(phases);
  for (const group of groups ?? [])
    if (!names.includes(group))
      faults.push(
        `There is no group "${group}" in a check of a SCIM server; the groups are ${names.join(', ')}.`,
      );
  const ids = scimCases.map(({ id }) => id);
  const known = (given: readonly string[]) => new Set(given.map((id) => id.toUpperCase()));
  for (const id of [...(cases ?? []), ...skip]) {
    if (ids.includes(id.toUpperCase())) continue;
    const near = nearest(id.toUpperCase(), ids);
    faults.push(
      `There is no case "${id}" in a check of a SCIM server${near ? `; did you mean "${near}"?` : '.'}`,
    );
  }
  const [single, left] = [known(cases ?? []), known(skip)];
  const isWanted = (of: { readonly id: string; readonly phase: Phase }) =>
    (!groups && !cases) || groups?.includes(of.phase) || single.has(of.id);
  return scimCases.filter((of) => isWanted(of) && !left.has(of.id));
}
