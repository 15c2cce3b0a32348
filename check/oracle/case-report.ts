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
