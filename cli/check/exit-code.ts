import { type CheckReport, failing, summarise } from '../../check/index.ts';

/** 0: no findings, or, compared with an earlier check, no new ones; 1: findings; 2: the check did not run to its end or, without findings, samlab itself could not play a run. */
export function exitCodeOf(report: CheckReport): 0 | 1 | 2 {
  if (report.partial !== undefined) return 2;
  if (failing(report).length > 0) return 1;
  return summarise(report).notPlayed > 0 ? 2 : 0;
}
