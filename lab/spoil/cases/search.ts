import {
  type CatalogueCase,
  type CatalogueGroup,
  groupNames,
  groups,
  type Severity,
  severityName,
  type Verdict,
} from '../../../catalogue/index.ts';
import { runsByHand } from '../runs-by-hand.ts';
import { expectations } from './expectation.ts';

/** What the list of cases is narrowed to. */
export interface CaseFilter {
  /** Words that all must occur; empty: any. */
  readonly query: string;
  readonly group: CatalogueGroup | '';
  readonly severity: Severity | '';
  readonly verdict: Verdict | '';
  /** Whether cases that cannot be shown by hand are included. */
  readonly all: boolean;
}

/** The filter in a query; what is not a value of a field counts as absent. */
export function readFilter(value: (name: string) => string): CaseFilter {
  const oneOf = <Value extends string>(values: Readonly<Record<Value, unknown>>, name: string) => {
    const given = value(name);
    return Object.hasOwn(values, given) ? (given as Value) : '';
  };
  return {
    query: value('q').slice(0, 100),
    group: oneOf(groups, 'group'),
    severity: oneOf(severityName, 'severity'),
    verdict: oneOf(expectations, 'verdict'),
    all: value('all') === '1',
  };
}

/** The same as parameters of an address, without those that narrow nothing. */
export function filterParameters({ query, all, ...choices }: CaseFilter): Record<string, string> {
  const given = Object.entries({ q: query, ...choices, all: all ? '1' : '' });
  return Object.fromEntries(given.filter(([, value]) => value !== ''));
}

/** The cases that the filter lets through, in the order given. */
export function searchCases(cases: readonly CatalogueCase[], filter: CaseFilter): CatalogueCase[] {
  const { group, severity, verdict, all } = filter;
  const words = filter.query.toLowerCase().split(/\s+/).filter(Boolean);
  return cases.filter((each) => {
    if (group !== '' && each.group !== group) return false;
    if (severity !== '' && each.severity !== severity) return false;
    if (verdict !== '' && each.verdict !== verdict) return false;
    if (!all && runsByHand(each).length === 0) return false;
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
