/** What one checked service provider showed. */
import type { CaseReport, CheckReport } from '../../check/index.ts';
import { expectedRuns } from './expected.ts';
import type { Trial } from './laboratory.ts';

export interface Finding {
  /** Of the run. */
  readonly id: string;
  readonly reason: string;
}

export interface Result extends Trial {
  readonly findings: readonly Finding[];
  readonly passed: number;
}

type RunVerdict = CaseReport['verdict'];

const isFinding = (verdict: RunVerdict) =>
  verdict === 'fail' || verdict === 'error' || verdict === 'inconclusive';

export function resultOf(trial: Trial, { cases }: CheckReport): Result {
  const runs = Object.values(cases).flatMap((one) => one.runs);
  return {
    ...trial,
    findings: runs
      .filter(({ verdict }) => isFinding(verdict))
      .map(({ id, reason }) => ({ id, reason })),
    passed: runs.filter(({ verdict }) => verdict === 'pass').length,
  };
}

/**
 * Sentences on how a result differs from what the rules say.
 *
 * @param played ids of the runs that were played; all by default
 */
export function faultsOf(
  { without = [], style, findings }: Result,
  played?: ReadonlySet<string>,
): string[] {
  const name = without.length > 0 ? `without ${without.join(' and ')}` : `in the style "${style}"`;
  const expected = expectedRuns(without);
  const found = new Set(findings.map(({ id }) => id));
  return [
    ...expected
      .filter((id) => !found.has(id) && (played?.has(id) ?? true))
      .map((id) => `The service provider ${name} is not found by ${id}.`),
    ...findings
      .filter(({ id }) => !expected.includes(id))
      .map(({ id, reason }) => `The service provider ${name} is found by ${id}: ${reason}`),
  ];
}
