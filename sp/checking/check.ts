/** The name of a check, and what to do when it fails. */
export interface CheckInfo {
  /** Stable and machine-readable; programs compare it. */
  readonly name: string;
  /** True when the check passes. */
  readonly title: string;
  /** True when it fails: the headline of a refusal. */
  readonly fault: string;
  readonly clause: string;
  /** Default advice; a finding can give better advice. */
  readonly whatToDo: string;
}

/** What one check saw. `expected` and `found` are short texts for people. */
export interface Finding {
  readonly passed: boolean;
  readonly expected: string;
  readonly found: string;
  /** A better headline and better advice than the check has. */
  readonly fault?: string;
  readonly whatToDo?: string;
}

/** One rule, pure. A check that throws counts as failed: it fails closed. */
export interface Check<Subject> extends CheckInfo {
  readonly run: (subject: Subject) => Finding;
}

/** Checks that belong together for a reader. */
export interface Stage {
  readonly title: string;
  readonly checks: readonly CheckInfo[];
}

/** An ordered list of checks, and how its refusal is worded. */
export interface Procedure {
  /** The heading of a refusal: `Sign-in refused`. */
  readonly refused: string;
  /** For a person who is already signed in. */
  readonly whileSignedIn: string;
  /** Every check, in order. */
  readonly stages: readonly Stage[];
}
