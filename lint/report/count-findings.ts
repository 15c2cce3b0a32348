import type { FindingSeverity } from '../finding.ts';
import type { LintReport } from '../lint.ts';

/** How many findings there are of each severity. */
export function countFindings({ linted }: LintReport): Record<FindingSeverity, number> {
  const all = linted.flatMap(({ findings }) => findings.map(({ severity }) => severity));
  const count = (severity: FindingSeverity) => all.filter((one) => one === severity).length;
  return { error: count('error'), warning: count('warning'), note: count('note') };
}
