import type { Source } from './sources.ts';

/** `error`: Entra refuses it. `warning`: it fails under a usual setting, or later. `note`: worth knowing. */
export type FindingSeverity = 'error' | 'warning' | 'note';

/** Something that Entra would not accept, or that fails later. */
export interface Finding {
  /** Stable: `reply-url-scheme`. */
  readonly id: string;
  readonly severity: FindingSeverity;
  /** `AADSTS50011`; absent where a form refuses the value, or nothing does yet. */
  readonly code?: string;
  /** What Entra or its portal says, else what is wrong; whole sentences. */
  readonly sentence: string;
  /** The value, as sent. */
  readonly found?: string;
  readonly source: Source;
  /** What to change; whole sentences. */
  readonly fix: string;
}
