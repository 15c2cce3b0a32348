import { type Severity, severityName } from '../../catalogue/index.ts';
import { plainMarkdown } from '../../web/markup/plain-markdown.ts';
import { comparisonText } from './comparison-text.ts';
import { countCases, countsSentence, notShownOf, skippedOf } from './counts.ts';
import { decidingExchange } from './deciding-exchange.ts';
import { exitCodeOf } from './exit-code.ts';
import { caseOutcome } from './outcome.ts';
import type { CaseReport, CheckReport, Finding } from './report.ts';
import { countResults, severityOf, summarise } from './summary.ts';
import { severities, worstRun } from './worst-run.ts';

/** With these limits the summary stays below 100 KB; GitHub shows at most 1 MiB for a step. */
const MOST_FINDINGS = 30;
const MOST_CONSEQUENCES = 20;
const LONGEST = 400;
const LONGEST_SENTENCE = 1500;
/** Of a command, which can be run only as a whole. */
const LONGEST_COMMAND = 2500;

/**
 * A short summary in GitHub's Markdown for the page of a job: the result, the counts, and the findings by severity. Whatever a service
 * provider sent is shown as code, so that it becomes neither markup nor a link.
 */
export function toMarkdown(report: CheckReport): string {
  const { good, sentence, findings, nextSteps } = summarise(report);
  const shown = findings.slice(0, MOST_FINDINGS);
  const bySeverity = severities.map((level) => ({
    level,
    of: shown.filter((finding) => severityOf(finding) === level),
  }));
  return [
    `## ${good ? '✓' : '✗'} samlab check`,
    named(sentence, report.target.name),
    ...(report.control ? [`The valid sign-in that failed: ${text(report.control.reason)}`] : []),
    [countsSentence(countCases(report)), exitLine(report)].join('\n'),
    countsTable(report),
    ...reasonLines('Not shown', notShownOf(report)),
    ...reasonLines('Skipped', skippedOf(report)),
    ...comparisonOf(report),
    ...(nextSteps.length > 0
      ? ['### Next', nextSteps.map((step, n) => `${n + 1}. ${text(step)}`).join('\n')]
      : []),
    ...(shown.length > 0 ? ['### Findings'] : []),
    ...bySeverity.flatMap(({ level, of }) => sectionOf(level, of)),
    ...warningsOf(report),
    ...(findings.length > shown.length
      ? [`And ${findings.length - shown.length} more; the other reports list all of them.`]
      : []),
    `samlab ${report.samlab}, catalogue ${report.catalogue}. Each case is described in \`docs/${report.subject === 'scim' ? 'scim-check' : 'catalogue'}.md\` of the package; \`samlab check${report.subject === 'scim' ? ' --scim URL' : ''} --case ID\` sends it again.`,
    '',
  ].join('\n\n');
}

function countsTable({ cases }: CheckReport): string {
  const rows = countResults(Object.values(cases)).map(
    ({ word, count }) => `| ${word} | ${count} |`,
  );
  return rows.length === 0 ? '' : ['| Cases | |', '|---|---:|', ...rows].join('\n');
}

function exitLine(report: CheckReport): string {
  const { code: exitCode, why } = exitCodeOf(report);
  return `Exit code ${exitCode}: ${text(why)}`;
}

/** Why nothing is known of cases, or messages were skipped, and of how many. */
function reasonLines(
  title: string,
  reasons: readonly { readonly reason: string; readonly count: string }[],
): string[] {
  if (reasons.length === 0) return [];
  const lines = reasons.map(({ reason, count }) => `- ${count}: ${text(reason)}`);
  return [[`${title}:`, ...lines].join('\n')];
}

/** What changed since an earlier check. */
function comparisonOf(report: CheckReport): string[] {
  const compared = comparisonText(report);
  if (!compared) return [];
  const { sentences, lines } = compared;
  const shown = lines.slice(0, MOST_FINDINGS);
  const more = lines.length - shown.length;
  return [
    '### Since the earlier check',
    sentences.map((sentence) => text(sentence)).join(' '),
    [
      ...shown.map(({ id, what }) => `- ${text(id)}: ${text(what)}`),
      ...(more > 0 ? [`- and ${more} more; the JSON report lists all of them`] : []),
    ].join('\n'),
  ];
}

/** What should be, and is not; it does not fail the check. */
function warningsOf({ cases }: CheckReport): string[] {
  const warned = Object.values(cases).filter(({ verdict }) => verdict === 'warn');
  if (warned.length === 0) return [];
  const lines = warned
    .slice(0, MOST_FINDINGS)
    .map((of) => `- ${text(of.id)}: ${text(of.title)}. ${text(caseOutcome(of).message)}`);
  return ['### Warnings', lines.join('\n')];
}

function sectionOf(level: Severity, findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  const name = severityName[level];
  return [`#### ${name.charAt(0).toUpperCase()}${name.slice(1)}`, ...findings.map(findingOf)];
}

function findingOf({ of, others }: Finding): string {
  const run = worstRun(of.runs);
  const which = run?.title === undefined ? '' : ` (${text(run.title)})`;
  return [
    `**${text(of.id)}**: ${text(of.title)}${which}`,
    `- What happened: ${text(caseOutcome(of).message)}${answerOf(of, caseOutcome(of).message)}`,
    ...(of.expectation === undefined ? [] : [`- What Entra does: ${text(of.risk)}`]),
    ...(run?.request === undefined ? [] : [`- Request: ${code(run.request, LONGEST_COMMAND)}`]),
    `- Fix: ${text(of.fix)}`,
    `- Basis: ${text(of.basis.join('; '))}`,
    ...(others.length > 0 ? [`- The same cause: ${consequences(others)}`] : []),
  ].join('\n');
}

/** What the service provider answered, in its words, unless the sentence before says that already. */
function answerOf({ runs }: CaseReport, before: string): string {
  const run = worstRun(runs);
  const answer = run && decidingExchange(run)?.answer;
  if (!answer || before.includes(`the server answered ${answer.status} (`)) return '';
  const words = answer.title || answer.text;
  return ` It answered with status ${answer.status}${words === '' ? '.' : `: ${code(words)}`}`;
}

function consequences(others: readonly CaseReport[]): string {
  const ids = others.slice(0, MOST_CONSEQUENCES).map(({ id }) => text(id));
  const more = others.length - ids.length;
  return ids.join(', ') + (more > 0 ? `, and ${more} more` : '');
}

/** A sentence of ours about a service provider, whose name is its own choice. */
function named(sentence: string, name: string): string {
  const parts = name === '' ? [sentence] : oneLine(sentence, LONGEST_SENTENCE).split(name);
  return parts.map((part) => text(part, LONGEST_SENTENCE)).join(code(name));
}

const oneLine = (given: string, most: number) => {
  const line = given.replace(/[\s\p{Cc}\p{Bidi_C}]+/gu, ' ');
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`;
};

/** GitHub also makes links of bare addresses (GFM 6.9). */
const text = (given: string, most = LONGEST): string =>
  plainMarkdown(oneLine(given, most)).replace(/:(?=\/\/)|(?<=\bwww)\.|@/gi, (sign) => `\\${sign}`);

/** A code span shows everything as it is, as long as its own backticks are more than those inside (CommonMark 6.1). */
function code(given: string, most = LONGEST): string {
  const line = oneLine(given, most).trim();
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence} ${line} ${fence}`;
}
