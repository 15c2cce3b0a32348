import { styleText } from 'node:util';
import { severityName } from '../../catalogue/index.ts';
import {
  type CaseReport,
  type CheckReport,
  comparisonText,
  countCases,
  countResults,
  countsSentence,
  exitCodeOf,
  type Finding,
  needsWhatWasMade,
  notShownOf,
  type RunVerdict,
  reportGroupNames,
  skippedOf,
  summarise,
  worstRun,
} from '../../check/index.ts';
import { printable } from '../../text-files/printable.ts';

type Style = Parameters<typeof styleText>[0];

const styleOf: Readonly<Record<RunVerdict, Style>> = {
  pass: 'green',
  'inert-ok': 'green',
  'policy-noted': 'blue',
  fail: 'red',
  warn: 'yellow',
  error: 'red',
  inconclusive: 'yellow',
  'not-shown': 'dim',
  'not-played': 'yellow',
  'not-applicable': 'dim',
};

const LISTED = 20;

/** The result, printed at the end: one sentence, the next steps, the findings, the count by group. */
export function summaryText(
  report: CheckReport,
  { files, stream = process.stdout }: { files: readonly string[]; stream?: NodeJS.WriteStream },
): string {
  const style = (format: Style, text: string) => styleText(format, printable(text), { stream });
  const { sentence, good, findings, nextSteps } = summarise(report);
  const cases = Object.values(report.cases);
  const { code, why } = exitCodeOf(report);
  return [
    '',
    `  ${style(['bold', good ? 'green' : 'red'], `${good ? '✓' : '✗'} ${sentence}`)}`,
    '',
    `  ${countsSentence(countCases(report))}`,
    `  Exit code ${code}: ${printable(why)}`,
    '',
    '  Next:',
    ...nextSteps.map((step, n) => `  ${n + 1}. ${printable(step)}`),
    ...(findings.length > 0 ? ['', ...findingLines(findings, style, files)] : []),
    ...requestLines(findings, style, files),
    ...warningLines(cases, style),
    ...comparisonLines(report, style),
    '',
    ...groupLines(cases, style),
    ...reasonLines('Not shown', notShownOf(report), style),
    ...reasonLines('Skipped', skippedOf(report), style),
    ...(files.length > 0 ? ['', style('dim', `  Reports: ${files.join(', ')}`)] : []),
    '',
    '',
  ].join('\n');
}

function findingLines(
  findings: readonly Finding[],
  style: (format: Style, text: string) => string,
  files: readonly string[],
): string[] {
  const all = findings.flatMap(({ of, others }) => [
    { of, indent: '' },
    ...others.map((other) => ({ of: other, indent: '  ' })),
  ]);
  const shown = all.slice(0, LISTED);
  const width = Math.max(...shown.map(({ of, indent }) => indent.length + of.id.length));
  const lines = shown.map(({ of, indent }) => {
    const sign = of.verdict === 'inconclusive' ? style('yellow', '?') : style('red', '✗');
    const severity = severityName[of.severity].padEnd(8);
    const name = style(indent ? 'reset' : 'bold', of.id.padEnd(width - indent.length));
    return `  ${indent}${sign} ${name}  ${severity}  ${indent ? 'the same cause' : reasonOf(of)}`;
  });
  const more = all.length - shown.length;
  return more > 0
    ? [
        ...lines,
        style(
          'dim',
          `    and ${more} more; ${files.length > 0 ? 'the report lists all of them' : '--report html:FILE lists all of them'}`,
        ),
      ]
    : lines;
}

/** What was wrong with the message, and what happened: "An unknown Issuer: Accepted a response that must be refused." */
function reasonOf({ title, runs, baseline }: CaseReport): string {
  if (baseline?.state === 'stale') return 'It passes now, but the baseline still lists it.';
  const run = worstRun(runs);
  const which = run?.title === undefined ? title : `${title} (${run.title})`;
  return printable(`${which}: ${run?.reason ?? ''}`);
}

/** How many findings are shown with what Entra does and the request that shows it. */
const MOST_REQUESTS = 3;

/** Of a SCIM server: what Entra does, and the request to try again. */
function requestLines(
  findings: readonly Finding[],
  style: (format: Style, text: string) => string,
  files: readonly string[],
): string[] {
  const requestOf = ({ runs }: CaseReport) => worstRun(runs)?.request;
  const shown = findings.slice(0, MOST_REQUESTS).filter(({ of }) => requestOf(of) !== undefined);
  const all = findings.flatMap(({ of, others }) => [of, ...others]);
  const more = all.filter((of) => requestOf(of) !== undefined).length - shown.length;
  const html = files.find((file) => /\.html?$/.test(file)) ?? '--report html:FILE';
  return [
    ...shown.flatMap(({ of }) => [
      '',
      `  ${style('bold', of.id)}  What Entra does: ${printable(of.risk)}`,
      style('dim', `  ${requestOf(of) ?? ''}`),
    ]),
    ...(shown.some(({ of }) => {
      const run = worstRun(of.runs);
      return run !== undefined && needsWhatWasMade(run);
    })
      ? [
          '',
          style(
            'dim',
            '  The check has removed the users and groups that these commands name; --case ID makes new ones and sends all of it again.',
          ),
        ]
      : []),
    ...(more > 0
      ? ['', style('dim', `  The commands of the other cases are in the HTML report: ${html}`)]
      : []),
  ];
}

/** Cases that should pass and do not, which does not fail the check. */
function warningLines(
  cases: readonly CaseReport[],
  style: (format: Style, text: string) => string,
): string[] {
  const warned = cases.filter(({ verdict }) => verdict === 'warn');
  if (warned.length === 0) return [];
  return [
    '',
    ...warned.slice(0, LISTED).map(({ id, title, runs }) => {
      const reason = runs.find(({ verdict }) => verdict === 'warn')?.reason ?? '';
      return `  ${style('yellow', '△')} ${printable(`${id}  ${title}: ${reason}`)}`;
    }),
  ];
}

/** What changed since an earlier check. */
function comparisonLines(
  report: CheckReport,
  style: (format: Style, text: string) => string,
): string[] {
  const compared = comparisonText(report);
  if (!compared) return [];
  const { sentences, lines } = compared;
  const shown = lines.slice(0, LISTED);
  const width = Math.max(0, ...shown.map(({ id }) => id.length));
  return [
    '',
    ...sentences.map((sentence) => `  ${printable(sentence)}`),
    ...shown.map(
      ({ id, what, bad }) =>
        `  ${bad ? style('red', '✗') : style('dim', '·')} ${printable(`${id.padEnd(width)}  ${what}`)}`,
    ),
    ...(lines.length > shown.length
      ? [
          style(
            'dim',
            `    and ${lines.length - shown.length} more; the JSON report lists all of them`,
          ),
        ]
      : []),
  ];
}

/** Why messages were skipped, how many each. */
function reasonLines(
  title: string,
  reasons: readonly { readonly reason: string; readonly count: string }[],
  style: (format: Style, text: string) => string,
): string[] {
  if (reasons.length === 0) return [];
  return [
    '',
    `  ${title}:`,
    ...reasons.map(({ reason, count }) => style('dim', `  ${count}: ${reason}`)),
  ];
}

function groupLines(
  cases: readonly CaseReport[],
  style: (format: Style, text: string) => string,
): string[] {
  const width = Math.max(5, ...cases.map(({ group }) => group.length));
  return reportGroupNames.flatMap((group) => {
    const of = cases.filter((each) => each.group === group);
    if (of.length === 0) return [];
    const parts = countResults(of).map(({ verdict, word, count }) =>
      style(styleOf[verdict], `${count} ${word}`),
    );
    return [`  ${group.padEnd(width)}  ${parts.join(', ')}`];
  });
}
