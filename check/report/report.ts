import type { Assessment, Observation, Severity, Verdict } from '../../catalogue/index.ts';
import type { Exchange } from '../../exchanges/exchange.ts';
import type { RunVerdict } from '../verdict.ts';
import type { ReportGroup } from './groups.ts';

/** Version of the catalogue: of its ids and their meaning. */
export const catalogueVersion = '2026.2';

/** The form of the JSON report. */
export const reportFormat = 'samlab-check/2';

/** The result of a check, and the content of the JSON report. Secrets are already masked. */
export interface CheckReport {
  /**
   * `samlab-check/2` since runs have an assessment in place of `milder`, cases have a `cause`, and there are the verdicts `not-shown` and
   * `not-played`.
   */
  readonly format: typeof reportFormat;
  readonly samlab: string;
  readonly catalogue: string;
  /** What was checked: absent for sign-ins at a service provider. */
  readonly subject?: 'scim';
  readonly target: {
    readonly name: string;
    readonly metadata?: string;
    readonly acs: string;
    /** The status of 500 or above with which it refuses, if it does. */
    readonly refusalStatus?: number;
    readonly userAgent: 'http' | 'chromium';
    /** The header User-Agent that a SCIM server needs, and Entra does not send: only CONN-03 was sent without. */
    readonly addedUserAgent?: string;
  };
  /** ISO 8601, by the clock of the check. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** Why the check did not finish: one sentence. */
  readonly partial?: string;
  /** What the check made at a SCIM server and could not remove, as `Users/1`. */
  readonly leftovers?: readonly string[];
  /** The valid sign-in that failed, because of which the check ended. */
  readonly control?: FailedControl;
  readonly cases: Readonly<Record<string, CaseReport>>;
  /** What changed since an earlier check, if the report was compared with one. */
  readonly comparison?: Comparison;
}

/** An earlier check of the same service provider, and what changed since. */
export interface Comparison extends Pick<CheckReport, 'samlab' | 'catalogue' | 'startedAt'> {
  /** The path of its report. */
  readonly file: string;
  /** Why that check did not finish. */
  readonly partial?: string;
  readonly changes: readonly CaseChange[];
}

/**
 * `new`: a finding now and none before; `worse`: a finding in more runs, or with more harm; `still`: a finding as before; `fixed`: none any
 * more; `changed`: another verdict, and no finding; the others: nothing is known of it in one of the checks, whose verdict may be missing.
 */
export interface CaseChange {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly change:
    | 'new'
    | 'worse'
    | 'still'
    | 'fixed'
    | 'changed'
    | 'not-played-then'
    | 'not-played-now';
  readonly before?: RunVerdict;
  readonly now?: RunVerdict;
}

export interface FailedControl {
  /** Sentences: what happened, and what to do. */
  readonly reason: string;
  /** Both messages, and what the service provider answered, in the form of a file that `samlab explain` and the lab home read. */
  readonly exchange?: Exchange;
}

/** The assessment is that of its worst failing run; that of the catalogue if none failed. */
export interface CaseReport extends Assessment {
  readonly id: string;
  readonly group: ReportGroup;
  readonly title: string;
  readonly expected: Verdict;
  /** What a correct SCIM server does, as an instruction. */
  readonly expectation?: string;
  readonly verdict: RunVerdict;
  readonly runs: readonly RunReport[];
  /** The id of the case that shows the hole of which this finding is a consequence. */
  readonly cause?: string;
  /** Its baseline entry, if any. */
  readonly baseline?: { readonly state: BaselineState; readonly reason: string };
}

/** A finding, and the other findings that it explains, worst first. */
export interface Finding {
  readonly of: CaseReport;
  readonly others: readonly CaseReport[];
}

/** `known`: listed and failing; `stale`: listed but passing; `expired`: listed, but no longer accepted. */
type BaselineState = 'known' | 'stale' | 'expired';

export interface RunReport extends Assessment {
  /** `xsw3`, or `xsw3#2` if the case has several runs. */
  readonly id: string;
  readonly title?: string;
  readonly expected: Verdict;
  readonly verdict: RunVerdict;
  /** One sentence. */
  readonly reason: string;
  /** No session, a session for the signed user, a session for another user, or harm of another kind. */
  readonly outcome?: Observation['outcome'];
  /** Names of checks, one of which must refuse. */
  readonly checks: readonly string[];
  /** The check that refused, if the service provider names it. */
  readonly namedCheck?: string;
  readonly note?: string;
  /** The case that has the finding, when another check than this run's decided. */
  readonly findingOf?: string;
  /** The request that shows a fault of a SCIM server, as a command for curl, without the token. */
  readonly request?: string;
  readonly exchanges: readonly ExchangeReport[];
  /** The valid sign-in before it failed, whenever it was tried. */
  readonly controlFailed?: true;
  /** That sign-in, if there were messages. */
  readonly control?: Exchange | undefined;
  readonly at: string;
  readonly durationMs: number;
}

export interface ExchangeReport {
  /** XML of the valid response to the same request, and of the message that was sent; absent if not kept. */
  readonly honest?: string;
  readonly sent?: string;
  /** A request to a SCIM server, as a command for curl, without the token. */
  readonly request?: string;
  readonly answer: AnswerReport;
}

export interface AnswerReport {
  readonly status: number;
  readonly url: string;
  readonly locations: readonly string[];
  readonly title: string;
  /** Its visible text, on one line. */
  readonly text: string;
  readonly check?: string | undefined;
}
