import { type CheckReport, summarise } from '../../check/index.ts';

/** 0: no findings; 1: findings; 2: the check did not run to its end or, without findings, samlab itself could not play a run. */
export function exitCodeOf(report: CheckReport): 0 | 1 | 2 {
  if (report.partial !== undefined) return 2;
  const { findings, notPlayed } = summarise(report);
  if (findings.length > 0) return 1;
  return notPlayed > 0 ? 2 : 0;
}
