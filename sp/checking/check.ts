/** What every check is called, and what a person does when it fails. */
export interface CheckInfo {
  /** Stable and machine-readable; programs compare it. */
  readonly name: string;
  /** True when the check passes. */
  readonly title: string;
  /** True when it fails: the headline of a refusal. */
  readonly fault: string;
  readonly clause: string;
  /** Default advice; a finding can give a better one. */
  readonly whatToDo: string;
}

/** What one check saw. `expected` and `found` are short texts for people. */
export interface Finding {
  readonly passed: boolean;
  readonly expected: string;
  readonly found: string;
  readonly whatToDo?: string;
}

/** One rule: pure, given everything it may look at. A check that throws counts as failed: it fails closed. */
export interface Check<Subject> extends CheckInfo {
  readonly run: (subject: Subject) => Finding;
}

/** Checks that belong together for a reader. */
export interface Stage {
  readonly title: string;
  readonly checks: readonly CheckInfo[];
}

/** What is judged, and how a refusal of it is put to a person. */
export interface Procedure {
  /** The heading of a refusal: `Sign-in refused`. */
  readonly refused: string;
  /** What somebody who is signed in all the same should know. */
  readonly whileSignedIn: string;
  /** Every check, in the order in which they are made. */
  readonly stages: readonly Stage[];
}
