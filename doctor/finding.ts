import type { LibraryOption } from '../explain/index.ts';
import type { Finding as LintFinding } from '../lint/index.ts';

/** Something that works in the lab and differs on the real tenant; `error`: sign-ins fail there. */
export interface Finding extends LintFinding {
  /** A sentence: what works in the lab. */
  readonly inLab: string;
  /** What the libraries of service providers call the setting. */
  readonly options?: readonly LibraryOption[];
}
