import type { Severity } from '../../catalogue/index.ts';
import { isFinding } from '../verdict.ts';
import type { RunReport } from './report.ts';

/** Worst first. */
export const severities: readonly Severity[] = ['crit', 'high', 'med', 'low'];

/** The run that a case is about: the most severe finding; one that is inconclusive only if there is no other. Undefined without a finding. */
export function worstRun(runs: readonly RunReport[]): RunReport | undefined {
  const found = runs.filter(({ verdict }) => isFinding(verdict));
  const sure = found.filter(({ verdict }) => verdict !== 'inconclusive');
  const among = sure.length > 0 ? sure : found;
  return severities.flatMap((level) => among.filter(({ severity }) => severity === level))[0];
}
