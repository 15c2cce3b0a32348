import { severityName } from '../../catalogue/index.ts';
import { wasSkipped } from '../verdict.ts';
import type { CaseReport } from './report.ts';
import { worstRun } from './worst-run.ts';

/** What became of a case, as test reports tell it apart; `known`, `stale` and `expired` are about its baseline entry. */
type OutcomeKind =
  | 'passed'
  | 'warned'
  | 'fail'
  | 'error'
  | 'inconclusive'
  | 'stale'
  | 'expired'
  | 'known'
  | 'skipped'
  | 'not-shown'
  | 'not-played';

/** What became of a case, and one or two sentences about it; empty if it passed and nothing is to be said. */
export interface CaseOutcome {
  readonly kind: OutcomeKind;
  readonly message: string;
}

export function caseOutcome({ runs, verdict, baseline }: CaseReport): CaseOutcome {
  const run = worstRun(runs) ?? runs.find((each) => each.verdict === verdict);
  const message = run?.reason ?? '';
  switch (baseline?.state) {
    case 'known':
      return { kind: 'known', message: `Known failure: ${baseline.reason}` };
    case 'stale':
      return {
        kind: 'stale',
        message: `It passes now, but the baseline still lists it: ${baseline.reason}`,
      };
    case 'expired':
      return {
        kind: 'expired',
        message: `${message} Its baseline entry has expired: ${baseline.reason}`,
      };
  }
  if (verdict === 'warn') return { kind: 'warned', message: `Warning: ${message}` };
  if (verdict === 'not-played') return { kind: 'not-played', message };
  if (verdict === 'not-shown') return { kind: 'not-shown', message };
  if (wasSkipped(verdict)) return { kind: 'skipped', message };
  if (verdict === 'fail' || verdict === 'error' || verdict === 'inconclusive')
    return { kind: verdict, message };
  return { kind: 'passed', message };
}

/** Everything that a test report has room for: each run, then the assessment; one line each. */
export const caseDetails = (of: CaseReport): string =>
  [
    ...of.runs.map(({ id, verdict, reason }) => `${id} [${verdict}]: ${reason}`),
    '',
    `Severity: ${severityName[of.severity]}. Expected: ${of.expectation ?? `${of.expected}.`}`,
    ...(of.cause === undefined ? [] : [`It has the same cause as ${of.cause}.`]),
    `${of.expectation === undefined ? 'Risk' : 'What Entra does'}: ${of.risk}`,
    `Fix: ${of.fix}`,
    `Basis: ${of.basis.join('; ')}`,
    ...of.runs.flatMap(({ id, request }) => (request === undefined ? [] : [`${id}: ${request}`])),
  ].join('\n');

/** How long all runs of a case took, in ms. */
export const caseDuration = ({ runs }: CaseReport): number =>
  runs.reduce((sum, { durationMs }) => sum + durationMs, 0);
