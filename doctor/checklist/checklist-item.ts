import type { LibraryOption } from '../../explain/index.ts';

/** One thing to do on the way to the real tenant. */
export interface ChecklistItem {
  /** Stable, for programs: `reply-url`. */
  readonly id: string;
  readonly at: 'Entra' | 'service provider';
  /** The page or section: `Single sign-on > Basic SAML Configuration`. */
  readonly where: string;
  /** The label of the field, or what to do. */
  readonly field: string;
  /** What to paste. */
  readonly value?: string;
  /** A sentence: what else to know, such as why the value must be another one. */
  readonly note?: string;
  /** What the libraries of service providers call the field. */
  readonly options?: readonly LibraryOption[];
}
