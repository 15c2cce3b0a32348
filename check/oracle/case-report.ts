import type { CatalogueCase } from '../../catalogue/index.ts';
import type { CaseReport, RunReport } from '../report/report.ts';
import { worstRun } from '../report/worst-run.ts';
import { verdictOfCase } from './judge.ts';

/** The report of a case with at least one finished run. */
export function caseReport(of: CatalogueCase, runs: readonly RunReport[]): CaseReport {
  const { id, group, title, verdict: expected } = of;
  const verdict = verdictOfCase(runs.map((run) => run.verdict));
  const { severity, basis, risk, fix } = worstRun(runs) ?? of;
  return { id, group, title, severity, expected, verdict, basis, risk, fix, runs };
}

/**
 * Turns "not shown" into a finding where the run led to something wrong and the case that it refers to has no finding: that case was not
 * played, or did not fail. So a hole is reported whichever cases were chosen.
 *
 * @param runs all finished runs, by id
 */
export function withFindings(runs: ReadonlyMap<string, RunReport>): ReadonlyMap<string, RunReport> {
  const all = [...runs.values()];
  const failed = new Set(
    all.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id.split('#')[0]),
  );
  return new Map(
    all.map((run) => {
      const { findingOf, ...own } = run;
      const isOwn =
        run.verdict === 'not-shown' &&
        run.outcome !== undefined &&
        findingOf !== undefined &&
        !failed.has(findingOf);
      return [run.id, isOwn ? { ...own, verdict: 'fail' as const } : run];
    }),
  );
}
