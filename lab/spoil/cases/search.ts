import { type CatalogueCase, groupNames, severityName } from '../../../catalogue/index.ts';

/** The cases whose visible texts contain every word of `query`; all cases for an empty query. */
export function searchCases(cases: readonly CatalogueCase[], query: string): CatalogueCase[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return cases.filter((each) => {
    const text = textOf(each);
    return words.every((word) => text.includes(word));
  });
}

const textOf = ({ id, group, title, severity, basis, risk, fix, runs }: CatalogueCase): string =>
  [
    ...[id, groupNames[group], title, severityName[severity], ...basis, risk, fix],
    ...runs.map((run) => run.title ?? ''),
  ]
    .join('\n')
    .toLowerCase();
