import { SamlError } from '../../saml/errors.ts';
import type { Outcome } from '../session/stored-record.ts';
import type { Check, CheckInfo, Finding, Procedure } from './check.ts';
import { type CodedCheck, checkOf } from './coded-check.ts';
import { type CheckRecord, type Refusal, SpError } from './sp-error.ts';

export interface CodedWork<Seen> {
  /** What the checks before the failing one found; default `as expected`. */
  readonly soFar?: (check: CodedCheck<Seen>) => string;
  /** What the failing check found, and a better headline and advice than its own; default is the message of the error. */
  readonly findingOf?: (
    check: CheckInfo,
    error: SamlError,
  ) => Pick<Finding, 'found' | 'fault' | 'whatToDo'>;
  /** HTTP status of a refusal; default 403. */
  readonly status?: number;
}

/** What a check that failed saw. */
type Refused = Omit<Finding, 'passed'> & Partial<Pick<Refusal, 'status' | 'forAdministrator'>>;

/** The checks of a procedure on one message: records what passed, and turns the first failure into a refusal. */
export class CheckRun {
  readonly #procedure: Procedure;
  readonly #records = new Map<string, CheckRecord>();
  readonly #goOn: boolean;
  /** In order; more than one only with `goOn`. */
  readonly refusals: Refusal[] = [];

  /** @param goOn makes the checks after one that failed as well: to explain a message, never to accept one. */
  constructor(procedure: Procedure, { goOn = false } = {}) {
    this.#procedure = procedure;
    this.#goOn = goOn;
  }

  /** Runs the checks in order. @throws {SpError} at the first that fails, unless the run goes on */
  make<Subject>(checks: readonly Check<Subject>[], subject: Subject): void {
    for (const check of checks) {
      const finding = this.#findingOf(check, subject);
      if (finding.passed) this.pass(check, finding);
      else if (this.#goOn) this.#fail(check, finding);
      else this.refuse(check, finding);
    }
  }

  /**
   * Runs the checks that saml/ makes together, in `work`. If it returns, all pass; if it throws, the check that the error belongs to fails
   * and those before it pass. An error may belong to an earlier stage: a message can turn out to be too large late.
   *
   * @throws {SpError} for a `SamlError`, whatever its code
   * @throws any other error as it came
   */
  makeCoded<Seen, Result extends Seen>(
    checks: readonly CodedCheck<Seen>[],
    work: () => Result,
    {
      soFar = () => 'as expected',
      findingOf = (_, { message }) => ({ found: message }),
      status = 403,
    }: CodedWork<Seen> = {},
  ): Result {
    try {
      const result = work();
      for (const check of checks)
        this.pass(check, { expected: check.expected, found: check.found(result) });
      return result;
    } catch (error) {
      if (!(error instanceof SamlError)) throw error;
      const failed = checkOf(checks, error) ?? checkOf(this.#checks, error) ?? checks.at(-1);
      if (!failed) throw error;
      const at = checks.findIndex(({ name }) => name === failed.name);
      for (const check of checks.slice(0, Math.max(at, 0)))
        this.pass(check, { expected: check.expected, found: soFar(check) });
      return this.refuse(failed, {
        expected: failed.expected,
        ...findingOf(failed, error),
        status,
      });
    }
  }

  /** A check that throws counts as failed. */
  #findingOf<Subject>(check: Check<Subject>, subject: Subject): Finding {
    try {
      return check.run(subject);
    } catch (error) {
      return {
        passed: false,
        expected: 'a check that works',
        found: `a fault of this program: ${error instanceof Error ? error.name : 'unknown'}`,
        whatToDo: 'Report this together with the message: the check itself is broken.',
      };
    }
  }

  /** A check that failed stays failed: a run that goes on makes some checks twice. */
  pass(check: CheckInfo, { expected, found }: Omit<Finding, 'passed'>): void {
    const { name, title, clause } = check;
    if (this.#records.get(name)?.outcome === 'failed') return;
    this.#records.set(name, { name, title, clause, outcome: 'passed', expected, found });
  }

  /** @throws {SpError} always; `status` defaults to 403 */
  refuse(check: CheckInfo, finding: Refused): never {
    throw new SpError(this.#fail(check, finding), this.#procedure, this.records);
  }

  #fail(check: CheckInfo, finding: Refused): Refusal {
    const { name, title, clause } = check;
    const { expected, found, status = 403, forAdministrator } = finding;
    const { fault = check.fault, whatToDo = check.whatToDo } = finding;
    const refusal: Refusal = {
      ...{ check: name, fault, expected, found, clause, whatToDo, status },
      ...(forAdministrator && { forAdministrator }),
    };
    const known = this.refusals.some((one) => one.check === name);
    if (!known) this.refusals.push(refusal);
    this.#records.set(name, { name, title, clause, outcome: 'failed', expected, found });
    return refusal;
  }

  /** What each passed check saw, in the form that a session stores: `[name, expected, found]`. */
  get outcomes(): Outcome[] {
    return [...this.#records.values()].map((r) => [r.name, r.expected ?? '', r.found ?? '']);
  }

  /** Every check of the procedure, in order, including those not reached. */
  get records(): CheckRecord[] {
    return this.#checks.map(
      ({ name, title, clause }) =>
        this.#records.get(name) ?? { name, title, clause, outcome: 'not_reached' },
    );
  }

  get #checks(): readonly CheckInfo[] {
    return this.#procedure.stages.flatMap(({ checks }) => checks);
  }
}
