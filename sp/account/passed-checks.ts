import { allChecks } from '../acs/checks/table.ts';
import type { CheckRecord } from '../checking/sp-error.ts';
import type { Outcome } from '../session/session.ts';

/** The checks a session was opened on, in their order, with the titles and clauses of today's program. */
export function passedChecks(outcomes: readonly Outcome[]): CheckRecord[] {
  const seen = new Map(outcomes.map(([name, expected, found]) => [name, { expected, found }]));
  return allChecks.flatMap(({ name, title, clause }) => {
    const outcome = seen.get(name);
    return outcome ? [{ name, title, clause, outcome: 'passed' as const, ...outcome }] : [];
  });
}
