import { type CheckRecord, type Refusal, SpError } from '../errors.ts';
import type { Outcome } from '../session/session.ts';
import type { Check, CheckInfo, Finding, Procedure } from './check.ts';

/** One message on its way through the checks of a procedure: what passed so far, and the one place where a finding becomes a refusal. */
export class CheckRun {
  readonly #procedure: Procedure;
  readonly #records = new Map<string, CheckRecord>();

  constructor(procedure: Procedure) {
    this.#procedure = procedure;
  }

  /** Makes the checks in order. @throws {SpError} at the first that does not pass. */
  make<Subject>(checks: readonly Check<Subject>[], subject: Subject): void {
    for (const check of checks) {
      const finding = check.run(subject);
      if (!finding.passed) this.refuse(check, finding);
      this.pass(check, finding);
    }
  }

  pass(check: CheckInfo, { expected, found }: Omit<Finding, 'passed'>): void {
    const { name, title, clause } = check;
    this.#records.set(name, { name, title, clause, outcome: 'passed', expected, found });
  }

  /** @throws {SpError} always; `status` is 403 unless given. */
  refuse(check: CheckInfo, finding: Omit<Finding, 'passed'> & { status?: number }): never {
    const { name, title, fault, clause } = check;
    const { expected, found, whatToDo = check.whatToDo, status = 403 } = finding;
    const refusal: Refusal = { check: name, fault, expected, found, clause, whatToDo, status };
    this.#records.set(name, { name, title, clause, outcome: 'failed', expected, found });
    throw new SpError(refusal, this.#procedure, this.records);
  }

  /** What each passed check saw, for keeping: `[name, expected, found]`. */
  get outcomes(): Outcome[] {
    return [...this.#records.values()].map((r) => [r.name, r.expected ?? '', r.found ?? '']);
  }

  /** Every check there is, in order, those not reached included. */
  get records(): CheckRecord[] {
    return this.#procedure.stages
      .flatMap(({ checks }) => checks)
      .map(
        ({ name, title, clause }) =>
          this.#records.get(name) ?? { name, title, clause, outcome: 'not_reached' },
      );
  }
}
