import type { Group, Milder, Severity, Verdict } from '../../catalogue/index.ts';
import type { RunVerdict } from '../verdict.ts';

/** Version of the catalogue: of its ids and of what they mean. */
export const catalogueVersion = '2026.1';

/** Everything that a check found out; the JSON report is this. Secrets are masked before it is made. */
export interface CheckReport {
  readonly format: 'samlab-check/1';
  readonly samlab: string;
  readonly catalogue: string;
  readonly target: {
    readonly name: string;
    readonly metadata?: string;
    readonly acs: string;
    readonly userAgent: 'http' | 'chromium';
  };
  /** ISO, by the clock of the check. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** Why not all of it was played: one sentence. */
  readonly partial?: string;
  readonly cases: Readonly<Record<string, CaseReport>>;
}

export interface CaseReport {
  readonly id: string;
  readonly group: Group;
  readonly title: string;
  readonly severity: Severity;
  readonly expected: Verdict;
  readonly verdict: RunVerdict;
  readonly basis: readonly string[];
  readonly risk: string;
  readonly fix: string;
  readonly runs: readonly RunReport[];
  /** What the baseline says about it. */
  readonly baseline?: { readonly state: BaselineState; readonly reason: string };
}

/** `known`: listed and failing; `stale`: listed, and passes now; `expired`: listed, but no longer excused. */
export type BaselineState = 'known' | 'stale' | 'expired';

export interface RunReport {
  /** `xsw3`, or `xsw3#2` where a case has several runs. */
  readonly id: string;
  readonly title?: string;
  readonly expected: Verdict;
  readonly verdict: RunVerdict;
  /** One sentence. */
  readonly reason: string;
  /** Nobody signed in, the one who was signed, or somebody for whom nobody signed. */
  readonly outcome?: 'session' | 'none' | 'hostile';
  /** Any one of these should have refused. */
  readonly checks: readonly string[];
  /** The one that did, where the service provider says so. */
  readonly namedCheck?: string;
  readonly note?: string;
  /** Of a failure that is not as bad as the case is at its worst. */
  readonly milder?: Pick<Milder, 'severity' | 'risk'>;
  readonly exchanges: readonly ExchangeReport[];
  readonly at: string;
  readonly durationMs: number;
}

export interface ExchangeReport {
  /** XML of the honest answer to the same request, and of what was sent in its place; absent when not kept. */
  readonly honest?: string;
  readonly sent?: string;
  readonly answer: AnswerReport;
}

export interface AnswerReport {
  readonly status: number;
  readonly url: string;
  readonly locations: readonly string[];
  readonly title: string;
  /** What a reader sees of it, one line. */
  readonly text: string;
  readonly check?: string | undefined;
}
