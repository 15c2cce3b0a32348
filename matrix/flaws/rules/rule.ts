/** What is said of each rule. */
export interface RuleFacts {
  /** A sentence. */
  readonly demands: string;
  readonly clause: string;
  /** What a service provider without it does, as in "It accepts any Audience". */
  readonly without: string;
  /** Where its lack shows only then. */
  readonly setting?: 'accepts unsolicited responses';
  /** Runs that put load on the service provider are played as well. */
  readonly load?: true;
  /** The runs of the catalogue about it, from its clause: `id`, `id#2`, or `id#1-3` for several. */
  readonly runs: readonly string[];
}

export type RuleTable = Readonly<Record<string, RuleFacts>>;
