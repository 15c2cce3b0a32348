import type { CaseReport, RunReport } from '../report/report.ts';
import type { ScimCase } from './case.ts';

const failed: readonly string[] = ['fail', 'warn', 'error'];

/**
 * One fault fails many cases. A case whose precondition fails is not shown, because its advice would be about something else; one that repeats a
 * failed case, or fails for the same reason, names that as its cause.
 */
export function withScimCauses(
  reports: readonly CaseReport[],
  cases: readonly ScimCase[],
): CaseReport[] {
  const ids = reports.filter(({ verdict }) => failed.includes(verdict)).map(({ id }) => id);
  const told = new Map(cases.map((each) => [each.id, each]));
  return reports.map((report) => {
    if (!ids.includes(report.id)) return report;
    const { after = [], repeats = [], sameFault = [] } = told.get(report.id) ?? {};
    const missing = after.find((id) => ids.includes(id));
    if (missing !== undefined) return notShown(report, missing);
    const cause = repeats.find((id) => ids.includes(id));
    if (cause !== undefined) return caused(report, cause, `It repeats ${cause}, which fails.`);
    const same = sameFault.find((id) => ids.includes(id));
    return same === undefined ? report : caused(report, same, `${same} fails for the same reason.`);
  });
}

const ofFailed = ({ runs }: CaseReport, change: (run: RunReport) => RunReport) =>
  runs.map((run) => (failed.includes(run.verdict) ? change(run) : run));

function notShown(report: CaseReport, missing: string): CaseReport {
  const reason = `${missing} fails, so nothing is known of this case. Run the check again when ${missing} passes.`;
  const runs = ofFailed(report, ({ request: _, ...run }) => ({
    ...run,
    verdict: 'not-shown',
    reason,
  }));
  return { ...report, verdict: 'not-shown', runs };
}

function caused(report: CaseReport, cause: string, why: string): CaseReport {
  const runs = ofFailed(report, (run) => ({ ...run, reason: `${why} ${run.reason}` }));
  return { ...report, cause, runs };
}
