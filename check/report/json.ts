import { type CaseCounts, countCases } from './counts.ts';
import { type ExitCode, exitCodeOf } from './exit-code.ts';
import type { CheckReport } from './report.ts';

/** The JSON report: the report, and what the summaries of the others say in numbers. */
interface JsonReport extends CheckReport {
  readonly counts: CaseCounts;
  readonly exitCode: ExitCode;
}

export function toJson({ cases, ...rest }: CheckReport): JsonReport {
  const report = { ...rest, cases };
  return { ...rest, counts: countCases(report), exitCode: exitCodeOf(report), cases };
}
