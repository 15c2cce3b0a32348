import { type Need, needs, severityName } from '../../catalogue/index.ts';
import type { CaseReport, CheckReport, Finding } from './report.ts';
import { worstRun } from './worst-run.ts';

const MOST = 3;

/** What somebody can do who sets up the service provider and the check; the other needs depend on what it is. */
const canBeMet: readonly Need[] = [
  'second-signing-key',
  'ec-signing-key',
  'second-idp',
  'force-authn',
  'requested-authn-context',
  'load',
];

/** At most three things to do for this service provider, in the order to do them. */
export function nextSteps(report: CheckReport, findings: readonly Finding[]): string[] {
  const { partial, target, cases, control, subject } = report;
  if (control && Object.keys(cases).length === 0)
    return [
      'Make a valid sign-in work: compare the two messages and the answer below with the log of the service provider.',
      'Then run the check again.',
    ];
  const isForeign = subject === undefined && target.metadata !== undefined;
  const steps = [
    ...findings.map(({ of, others }) => stepFor(of, others)),
    ...(partial === undefined
      ? []
      : ['Run the check again to the end; this report contains only the finished cases.']),
    ...unlock(Object.values(cases)),
    ...(isForeign && target.userAgent === 'http'
      ? ['Run it once with --browser, to test with the cookie rules of Chromium.']
      : []),
    ...(findings.length > 0
      ? [
          'List what you cannot fix yet in a file for --baseline; then only new findings fail the check.',
        ]
      : ['Run it in your pipeline, with --report junit:FILE.']),
  ];
  return steps.slice(0, MOST);
}

function stepFor(found: CaseReport, others: readonly CaseReport[]): string {
  const { id, severity, fix, verdict, baseline, runs } = found;
  if (baseline?.state === 'stale') return `Remove ${id} from the baseline: it passes now.`;
  const run = worstRun(runs);
  if (verdict === 'inconclusive') return `Let the check judge ${id}: ${run?.reason ?? ''}`;
  const also = others.length === 0 ? '' : `, and ${others.length} more with it`;
  const expired = baseline?.state === 'expired' ? ', whose baseline entry has expired' : '';
  const named = `${id} (${severityName[severity]})${also}${expired}`;
  if (verdict === 'error' && run)
    return `Fix ${named}: ${run.reason} Look at the log of the service provider at ${run.at}.`;
  return `Fix ${named}: ${fix}`;
}

/** How to run the most cases that were skipped. */
function unlock(cases: readonly CaseReport[]): string[] {
  const waiting = canBeMet
    .map((need) => ({
      need,
      count: cases.filter(({ runs }) => runs.some(({ reason }) => reason === needs[need])).length,
    }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
  const [most] = waiting;
  if (!most) return [];
  const what = most.count === 1 ? '1 case was skipped' : `${most.count} cases were skipped`;
  return [`${what} in whole or in part. ${needs[most.need]}`];
}
