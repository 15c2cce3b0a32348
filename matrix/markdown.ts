import { type CatalogueGroup, groups, type Severity } from '../catalogue/index.ts';
import type { CaseReport, CheckReport } from '../check/index.ts';
import type { Source } from './languages.ts';
import type { Library } from './libraries.ts';
import { table } from './table.ts';

/** One library with the result of its check. */
export interface Column {
  readonly library: Library;
  readonly versions: readonly string[];
  readonly settings: Source;
  readonly report: CheckReport;
  /** How often the process of the service provider ended during the check. */
  readonly restarts: number;
}

const severities: Record<Severity, string> = {
  crit: 'critical',
  high: 'high',
  med: 'medium',
  low: 'low',
};
const rank = Object.keys(severities);

/** Verdicts that say nothing about the service provider. Only types come from the check: Node.js cannot load its pages. */
const skipped: readonly CaseReport['verdict'][] = ['not-applicable', 'not-shown', 'not-played'];
const wasSkipped = (verdict: CaseReport['verdict']) => skipped.includes(verdict);

/** The page of the library matrix. The same results give the same text: no date, duration or URL. */
export function matrixOf(columns: readonly Column[], { node }: { node: string }): string {
  const { samlab = '', catalogue = '' } = columns[0]?.report ?? {};
  const parts = [
    '# Library matrix',
    '<!-- Written by `npm run matrix`. Do not edit. -->',
    `Small service providers, each built with one library as its documentation recommends, checked with \`samlab check\` ${samlab} (catalogue ${catalogue}, Node.js ${node.replace(/^v/, '')}) like any other service provider.`,
    howToRead,
    ...(columns.every(noWrongUser) ? [noWrongUserText] : []),
    ['## Results', table(['Group', ...names(columns)], groupRows(columns))].join('\n\n'),
    'Each cell shows how many of the cases that could be run passed, then how many failed or ended in an error.',
    '[Evidence](library-matrix-evidence.md) from source and logs shows for eleven of them that verdicts are right.',
    policySection(columns),
    ...columns.map(librarySection),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const howToRead = `How to read it:

- A case passes if the service provider did what a correct one does, judged by whether it opened a session, and for whom.
- A failed \`ok\` case is a valid response that was refused: a problem of interoperability, not security. Any other failed case is a response that was accepted although a correct service provider refuses it. In the group \`xsw\` this includes messages with two users, of which the signed one was signed in.
- An error is a crash, or no response at all. A service provider whose process ends is started again, as a service manager does.
- The group \`web\` says as much about the small application around the library (express with express-session, Flask, WEBrick, or Apache with a CGI program) as about the library.
- Cases that fail because of the same missing check are one finding. A case is not shown, and counts as skipped, if another check refused its message.
- Denial-of-service cases are skipped, as they are by default.
- Results depend on settings, so these are shown; another setup may do better or worse. The catalogue explains the cases.`;

const noWrongUserText =
  'In no case was a user signed in for whom nothing was signed. That does not make the failures harmless: a missing check may be what another attack needs.';

/** Whether each session was for a user for whom the identity provider signed. */
const noWrongUser = (column: Column) =>
  casesOf(column).every(({ runs }) => runs.every(({ outcome }) => outcome !== 'hostile'));

const names = (columns: readonly Column[]) => columns.map(({ library }) => library.name);
const casesOf = ({ report }: Column): readonly CaseReport[] => Object.values(report.cases);
const isPolicy = ({ expected }: CaseReport) => expected === 'policy';

function groupRows(columns: readonly Column[]): string[][] {
  const rows = (Object.keys(groups) as CatalogueGroup[]).map((group) => [
    `${groups[group]} (\`${group}\`)`,
    ...columns.map((column) => cell(casesOf(column).filter((each) => each.group === group))),
  ]);
  return [...rows, ['**All**', ...columns.map((column) => `**${cell(casesOf(column))}**`)]];
}

function cell(cases: readonly CaseReport[]): string {
  const judged = cases.filter((each) => !isPolicy(each));
  const count = (...verdicts: readonly CaseReport['verdict'][]) =>
    judged.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const played = judged.filter(({ verdict }) => !wasSkipped(verdict)).length;
  if (played === 0) return 'skipped';
  const rest = [
    [count('fail'), 'failed'],
    [count('error'), 'error'],
    [count('inconclusive'), 'inconclusive'],
    [count('not-shown'), 'not shown'],
  ].flatMap(([number, word]) => (number ? [`${number} ${word}`] : []));
  return [`${count('pass', 'inert-ok', 'policy-noted')} of ${played}`, ...rest].join(', ');
}

/** Cases for which accepting and refusing are both defensible. */
function policySection(columns: readonly Column[]): string {
  const ids = [
    ...new Set(
      columns.flatMap((column) =>
        casesOf(column)
          .filter(isPolicy)
          .map(({ id }) => id),
      ),
    ),
  ];
  if (ids.length === 0) return '';
  const rows = ids.map((id) => [
    `\`${id}\``,
    ...columns.map((column) => {
      const found = column.report.cases[id];
      const outcomes = new Set(found?.runs.map(({ outcome }) => outcome));
      if (!found || wasSkipped(found.verdict)) return 'skipped';
      return outcomes.has('session') ? 'accepts' : 'refuses';
    }),
  ]);
  return [
    '## A matter of policy',
    'Accepting and refusing are both defensible, so neither counts.',
    table(['Case', ...names(columns)], rows),
  ].join('\n\n');
}

function librarySection(column: Column): string {
  const { library, versions, settings } = column;
  return [
    `## ${library.name}`,
    `${versions.join(', ')}. ${library.setUp}`,
    [`\`\`\`${settings.fence}`, settings.text, '```'].join('\n'),
    findings(column, 'fail', 'fails case'),
    ended(column),
    notes(column),
    findings(column, 'error', 'error in case'),
    findings(column, 'inconclusive', 'inconclusive in case'),
    notPlayed(column),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** One row for each hole, worst first; within a severity, in catalogue order. Cases that fail because of it are named in its row. */
function findings(column: Column, verdict: CaseReport['verdict'], what: string): string {
  const failed = casesOf(column).filter((each) => each.verdict === verdict && !isPolicy(each));
  if (failed.length === 0) return verdict === 'fail' ? 'Fails no case.' : '';
  const holes = failed
    .filter(({ cause }) => !failed.some(({ id }) => id === cause))
    .map((found) => {
      const others = failed.filter(({ cause }) => cause === found.id);
      const worst = Math.min(...[found, ...others].map(({ severity }) => rank.indexOf(severity)));
      return { found, others, worst };
    })
    .toSorted((a, b) => a.worst - b.worst);
  const rows = holes.map(({ found, others, worst }) => [
    `${what} \`${found.id}\``,
    Object.values(severities)[worst] ?? '',
    found.expected === 'accept' ? 'interoperability' : 'security',
    others.map(({ id }) => `\`${id}\``).join(', '),
    found.basis.join('; '),
  ]);
  return table(['Finding', 'Severity', 'Concerns', 'The same cause', 'Basis'], rows);
}

function ended({ restarts }: Column): string {
  if (restarts === 0) return '';
  return `Its process ended ${restarts === 1 ? 'once' : `${restarts} times`} during the check, and was started again.`;
}

/** Remarks on failed cases. */
function notes({ library, report }: Column): string {
  return Object.entries(library.notes ?? {})
    .filter(([id]) => report.cases[id]?.verdict === 'fail')
    .map(([id, sentence]) => `- \`${id}\`: ${sentence}`)
    .join('\n');
}

/** How many cases say nothing about the service provider, by reason. */
function notPlayed(column: Column): string {
  const counted = new Map<string, number>();
  for (const { verdict, runs } of casesOf(column)) {
    const reason = runs.find((run) => run.verdict === verdict)?.reason;
    if (!wasSkipped(verdict) || reason === undefined) continue;
    const said = reason.replaceAll(originOf(column), '');
    const line = verdict === 'not-shown' ? `not shown: ${said}` : said;
    counted.set(line, (counted.get(line) ?? 0) + 1);
  }
  if (counted.size === 0) return '';
  const lines = [...counted].map(([reason, count]) => `- ${count}: ${reason}`);
  return ['Skipped cases by reason:', lines.join('\n')].join('\n\n');
}

/** Of the service provider, which gets another port each time. */
const originOf = ({ report }: Column) => new URL(report.target.acs).origin;
