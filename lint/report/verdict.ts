import type { LintReport } from '../lint.ts';
import { countFindings } from './count-findings.ts';

/** The result in one sentence. */
export function verdictOf(report: LintReport): string {
  const { error, warning, note } = countFindings(report);
  const said = `${count(error, 'error')}, ${count(warning, 'warning')}, ${count(note, 'note')}`;
  return error === 0
    ? `Nothing that Entra would refuse was found: ${said}.`
    : `Entra would refuse this: ${said}.`;
}

const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;
