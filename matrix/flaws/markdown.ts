import { table, tableRow } from '../table.ts';
import { expectedRuns, unshown } from './expected.ts';
import type { Result } from './result.ts';
import { type Rule, rules } from './rules.ts';

/** The page of the flaw matrix. The same results give the same text: no date, duration or URL. */
export function flawMatrix(results: readonly Result[]): string {
  const strict = results.filter(({ without = [] }) => without.length === 0);
  const single = results.filter(({ without = [] }) => without.length === 1);
  const double = results.filter(({ without = [] }) => without.length > 1);
  const parts = [
    '# Flaw matrix',
    '<!-- Written by `npm run matrix:flaws`. Do not edit. -->',
    `Does \`samlab check\` find what is wrong with a service provider, and nothing else? A small, strict service provider (\`matrix/flaws/\`: xml-crypto, xmldom and node:http; no code shared with samlab) follows ${single.length} rules. It is checked with the whole catalogue, once as it is in each of ${strict.length} styles, then ${single.length} times with one rule removed.`,
    'Each run that is about the removed rule must find it, and no other run may find anything. A run that another rule made pass is "not shown" in the report of `samlab check`, and counts as neither.',
    '## The strict service provider',
    table(
      ['How it refuses', 'Findings', 'Runs passed'],
      strict.map(({ style, findings, passed }) => [
        styleText[style ?? '403'],
        `${findings.length}`,
        `${passed}`,
      ]),
    ),
    '## One rule removed',
    table(
      ['Rule', 'Demands', 'Without it, the service provider', 'Found by'],
      single.map(({ without = [], findings }) => flawCells(without, idsOf(findings))),
    ),
    ...(double.length > 0
      ? [
          '## Two rules removed',
          'Some messages break two rules, so that either stops them.',
          table(
            ['Rules', 'Found by, besides what finds each'],
            double.map(({ without = [], findings }) => flawCells(without, idsOf(findings))),
          ),
        ]
      : []),
    '## Cases that no flaw above shows',
    'Of the cases with messages that must be refused:',
    Object.entries(unshown)
      .map(([id, reason]) => `- \`${id}\`: ${reason}`)
      .join('\n'),
    '## Run it',
    '`npm run matrix:flaws` writes this page; `npm run matrix:flaws -- --check` fails if it is not current, or if a flaw is found by too few or other runs. `npm run matrix:flaws -- audience-whole` checks one flaw and prints what found it.',
  ];
  return `${parts.join('\n\n')}\n`;
}

const styleText = {
  '403': 'status 403',
  '200': 'status 200 with an error page',
  '500': 'status 500',
  'creates accounts': 'status 403; an unknown user gets an account',
} as const;

const idsOf = (findings: Result['findings']) => findings.map(({ id }) => id);

/** The rows of flaws in the tables, with the runs that must find them. */
export const flawRows = (flaws: readonly (readonly Rule[])[]): string[] =>
  flaws.map((without) => tableRow(flawCells(without, expectedRuns(without))));

/** @param runs ids of the runs that found it */
function flawCells(without: readonly Rule[], runs: readonly string[]): string[] {
  const [rule, ...others] = without;
  if (rule && others.length === 0) {
    const { demands, clause, without: does, setting } = rules[rule];
    const flaw = `${does}${setting ? ` (it ${setting})` : ''}`;
    return [`\`${rule}\``, `${demands} (${clause})`, flaw, runList(runs)];
  }
  const known = new Set(without.flatMap((one) => expectedRuns([one])));
  const names = without.map((one) => `\`${one}\``).join(', ');
  return [names, runList(runs.filter((id) => !known.has(id)))];
}

/** Runs of one case together: `xsw3#1-2`. */
function runList(ids: readonly string[]): string {
  const byCase = Map.groupBy(ids.toSorted(), (id) => id.split('#')[0] ?? id);
  return [...byCase]
    .map(([id, runs]) => {
      const numbers = runs.flatMap((run) => run.split('#')[1] ?? []).map(Number);
      return `\`${id}${numbers.length > 0 ? `#${spans(numbers)}` : ''}\``;
    })
    .join(', ');
}

function spans(numbers: readonly number[]): string {
  const found: [number, number][] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const last = found.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else found.push([number, number]);
  }
  return found.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}
