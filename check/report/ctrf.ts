import type { CTRFReport, Results, Test, TestStatus } from 'ctrf';
import { severityName } from '../../catalogue/index.ts';
import { isFinding, wasSkipped } from '../verdict.ts';
import { countCases } from './counts.ts';
import { exitCodeOf } from './exit-code.ts';
import { reportGroups } from './groups.ts';
import { type CaseOutcome, caseDetails, caseDuration, caseOutcome } from './outcome.ts';
import type { CaseReport, CheckReport, FailedControl, RunReport } from './report.ts';

/** The version of the Common Test Report Format that is written. */
const SPEC_VERSION = '0.0.0';

/**
 * How each outcome is named there. `other` is neither passed nor failed nor skipped: it is a warning, it failed and the baseline accepts that, it was played and
 * another check decided, or samlab itself could not play it.
 */
const statusOf: Readonly<Record<CaseOutcome['kind'], TestStatus>> = {
  passed: 'passed',
  fail: 'failed',
  error: 'failed',
  inconclusive: 'failed',
  stale: 'failed',
  expired: 'failed',
  known: 'other',
  warned: 'other',
  'not-shown': 'other',
  'not-played': 'other',
  skipped: 'skipped',
};

/** The report in the Common Test Report Format (https://ctrf.io): one test for each case, with its runs as steps if it has several. */
export function toCtrf(report: CheckReport): CTRFReport {
  const { samlab, catalogue, target, startedAt, durationMs, partial, control } = report;
  const cases = Object.values(report.cases);
  const tests = [...(control ? [controlTest(control)] : []), ...cases.map(testOf)];
  const start = Date.parse(startedAt);
  const count = (status: TestStatus) => tests.filter((test) => test.status === status).length;
  const results: Results = {
    tool: { name: 'samlab check', version: samlab },
    summary: {
      tests: tests.length,
      passed: count('passed'),
      failed: count('failed'),
      skipped: count('skipped'),
      pending: count('pending'),
      other: count('other'),
      suites: new Set(tests.map(({ suite }) => suite?.join())).size,
      start,
      stop: start + durationMs,
      duration: durationMs,
    },
    tests,
    environment: { appName: target.name },
    extra: {
      catalogue,
      counts: countCases(report),
      exitCode: exitCodeOf(report),
      ...(partial !== undefined && { partial }),
    },
  };
  return {
    reportFormat: 'CTRF',
    specVersion: SPEC_VERSION,
    timestamp: new Date(start + durationMs).toISOString(),
    generatedBy: `samlab ${samlab}`,
    results,
  };
}

function testOf(of: CaseReport): Test {
  const outcome = caseOutcome(of);
  const status = statusOf[outcome.kind];
  const starts = of.runs.map(({ at }) => Date.parse(at));
  const stops = of.runs.map(({ at, durationMs }) => Date.parse(at) + durationMs);
  return {
    testId: of.id,
    name: `${of.id}: ${of.title}`,
    status,
    rawStatus: of.verdict,
    duration: caseDuration(of),
    ...(of.runs.length > 0 && { start: Math.min(...starts), stop: Math.max(...stops) }),
    suite: [`${of.group}: ${reportGroups[of.group]}`],
    ...(outcome.message !== '' && status !== 'passed' && { message: outcome.message }),
    ...((status === 'failed' || outcome.kind === 'warned') && { trace: caseDetails(of) }),
    tags: [of.group, severityName[of.severity]],
    labels: {
      severity: severityName[of.severity],
      expected: of.expected,
      basis: of.basis.join('; '),
      ...(of.cause !== undefined && { cause: of.cause }),
      ...(of.baseline && { baseline: of.baseline.state }),
    },
    ...(of.runs.length > 1 && { steps: of.runs.map(stepOf) }),
  };
}

const stepOf = ({ id, title, verdict, reason }: RunReport) => ({
  name: title === undefined ? id : `${id}: ${title}`,
  status: runStatus(verdict),
  extra: { verdict, reason },
});

function runStatus(verdict: RunReport['verdict']): TestStatus {
  if (isFinding(verdict)) return 'failed';
  if (verdict === 'not-played' || verdict === 'not-shown' || verdict === 'warn') return 'other';
  return wasSkipped(verdict) ? 'skipped' : 'passed';
}

/** The valid sign-in that ended the check. */
const controlTest = ({ reason, exchange }: FailedControl): Test => ({
  testId: 'control',
  name: 'A valid sign-in succeeds',
  status: 'failed',
  rawStatus: 'control_failed',
  duration: 0,
  suite: ['control: valid sign-in'],
  message: reason,
  ...(exchange && { trace: JSON.stringify(exchange, null, 2) }),
});
