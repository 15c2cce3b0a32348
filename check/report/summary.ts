import { type Severity, severityName } from '../../catalogue/index.ts';
import { isFinding, type RunVerdict, wasSkipped } from '../verdict.ts';
import type { CaseReport, CheckReport } from './report.ts';

/** Worst first. */
export const severities: readonly Severity[] = ['crit', 'high', 'med', 'low'];

export interface Summary {
  /** The result in one sentence. */
  readonly sentence: string;
  readonly good: boolean;
  /** Cases that count against the target, worst first: those that the baseline does not accept. */
  readonly findings: readonly CaseReport[];
  /** At most three, in the order to do them. */
  readonly nextSteps: readonly string[];
  readonly counts: Readonly<Record<RunVerdict, number>>;
}

/** The summary of a report. */
export function summarise(report: CheckReport): Summary {
  const cases = Object.values(report.cases);
  const findings = cases.filter(counts).toSorted(worstFirst);
  const counted = countVerdicts(cases);
  const good = findings.length === 0 && report.partial === undefined;
  return {
    findings,
    good,
    counts: counted,
    sentence: sentenceOf(report, cases, findings),
    nextSteps: nextSteps(report, cases, findings).slice(0, 3),
  };
}

/** Whether a case makes the check fail: a finding that the baseline does not accept, or a baseline entry that no longer applies. */
export function counts({ verdict, baseline }: CaseReport): boolean {
  if (baseline) return baseline.state !== 'known';
  return isFinding(verdict);
}

export function countVerdicts(cases: readonly CaseReport[]): Record<RunVerdict, number> {
  const counted: Record<RunVerdict, number> = {
    pass: 0,
    fail: 0,
    'inert-ok': 0,
    'policy-noted': 0,
    'not-applicable': 0,
    'not-shown': 0,
    'not-played': 0,
    inconclusive: 0,
    error: 0,
  };
  for (const { verdict } of cases) counted[verdict] += 1;
  return counted;
}

/** Whether a run opened a session for the wrong user, which is the worst finding. */
export const isHostile = ({ runs }: CaseReport): boolean =>
  runs.some(({ outcome }) => outcome === 'hostile');

function worstFirst(a: CaseReport, b: CaseReport): number {
  return (
    Number(isHostile(b)) - Number(isHostile(a)) ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity)
  );
}

function sentenceOf(
  { partial, target }: CheckReport,
  cases: readonly CaseReport[],
  findings: readonly CaseReport[],
): string {
  const played = cases.filter(({ verdict }) => !wasSkipped(verdict)).length;
  const begun = partial === undefined ? '' : `The check is incomplete (${partial}) So far: `;
  const refusal =
    target.refusalStatus === undefined ? '' : ` It refuses with status ${target.refusalStatus}.`;
  const hostile = findings.filter(isHostile).length;
  const critical = findings.filter(({ severity }) => severity === 'crit').length;
  if (findings.length === 0)
    return `${begun}${target.name} ${played === 1 ? 'passed the only case' : `passed all ${played} cases`} that could be run.${refusal}`;
  const worst = hostile
    ? `signed in the wrong user in ${plural(hostile, 'case')}`
    : critical
      ? `${critical} of them critical`
      : 'none of them critical';
  return `${begun}${target.name} needs work: ${plural(findings.length, 'finding')} in ${plural(played, 'case')}, ${worst}.${refusal}`;
}

function nextSteps(
  report: CheckReport,
  cases: readonly CaseReport[],
  findings: readonly CaseReport[],
): string[] {
  const steps = findings.map((found) => stepFor(found));
  if (report.partial !== undefined)
    steps.push('Run the check again to the end; this report contains only the finished cases.');
  const skipped = cases.filter(({ verdict }) => verdict === 'not-applicable');
  const reason = mostFrequent(
    skipped.flatMap(({ runs }) => runs.slice(0, 1).map((run) => run.reason)),
  );
  if (reason)
    steps.push(`${plural(skipped.length, 'case')} skipped. Most frequent reason: ${reason}`);
  if (report.target.userAgent === 'http')
    steps.push('Run it once with --browser, to test with the cookie rules of Chromium.');
  steps.push('Run it in your pipeline, with --report junit:FILE and --baseline FILE.');
  return steps;
}

function stepFor({ id, severity, fix, verdict, baseline, runs }: CaseReport): string {
  if (baseline?.state === 'stale') return `Remove ${id} from the baseline: it passes now.`;
  if (baseline?.state === 'expired')
    return `Fix ${id} (${severityName[severity]}), whose baseline entry has expired: ${fix}`;
  if (verdict === 'fail') return `Fix ${id} (${severityName[severity]}): ${fix}`;
  const why = runs.find((run) => run.verdict === verdict)?.reason ?? '';
  return `Investigate ${id} (${severityName[severity]}): ${why}`;
}

function mostFrequent(texts: readonly string[]): string | undefined {
  const counted = new Map<string, number>();
  for (const text of texts) counted.set(text, (counted.get(text) ?? 0) + 1);
  return [...counted].toSorted((a, b) => b[1] - a[1])[0]?.[0];
}

export const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
