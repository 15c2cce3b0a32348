import type { RefusalReason } from '../administration/refusal-reason.ts';
import type { Procedure } from './check.ts';

/** What one check saw, also of a passed check; texts for people. */
export interface CheckRecord {
  /** Stable, machine-readable: `audience`. */
  readonly name: string;
  /** A sentence for people, true when the check passes: `The assertion is meant for this application`. */
  readonly title: string;
  /** Where the rule comes from: `SAML Core 2.5.1.4`. */
  readonly clause: string;
  readonly outcome: 'passed' | 'failed' | 'not_reached';
  /** Absent when the check was not reached. */
  readonly expected?: string;
  readonly found?: string;
}

export interface Refusal {
  /** The name of the check that failed. */
  readonly check: string;
  /** A sentence for people: `The assertion is meant for another application`. */
  readonly fault: string;
  readonly expected: string;
  readonly found: string;
  readonly clause: string;
  readonly whatToDo: string;
  /** HTTP status, 400 to 499. */
  readonly status: number;
  /** What only an administrator is told: in the log, in the exchange, in the administration. */
  readonly forAdministrator?: AdministratorsFinding;
}

/** Why a person was refused, where the page says less. */
export interface AdministratorsFinding {
  /** Stable and machine-readable. */
  readonly reason: RefusalReason;
  /** Whom the message names. */
  readonly name: string;
  readonly found: string;
  readonly whatToDo: string;
}

/**
 * A refused sign-in or sign-out, and why. Thrown where the fault is found, answered in one
 * place (refusal/). `checks` lists every check of the run in order; `message` is one sentence for the log.
 */
export class SpError extends Error {
  readonly refusal: Refusal;
  readonly procedure: Procedure;
  readonly checks: readonly CheckRecord[];

  constructor(refusal: Refusal, procedure: Procedure, checks: readonly CheckRecord[]) {
    super(`${refusal.check}: expected ${refusal.expected}, found ${refusal.found}`);
    this.name = 'SpError';
    this.refusal = refusal;
    this.procedure = procedure;
    this.checks = checks;
  }

  get check(): string {
    return this.refusal.check;
  }
}
