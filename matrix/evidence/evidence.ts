/** What a verdict of the library matrix was compared with, by hand: the source of the library, or what its service provider logs. */

/** A line of the source, counted from 1, and text of it. */
export interface SourceLine {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** Lines of the source, counted from 1, first and last, in which a word does not occur in upper or lower case: what is never read cannot be checked. */
export interface Absence {
  readonly file: string;
  readonly lines: readonly [number, number];
  readonly without: string;
}

export interface Evidence {
  /** Of the catalogue. */
  readonly run: string;
  readonly verdict: 'pass' | 'fail' | 'error';
  readonly source?: SourceLine | Absence;
  /** Text that is logged after the message of this run, and not after valid sign-ins or the first messages of every check. */
  readonly log?: string;
  /** Why the verdict is right, in a sentence. */
  readonly because: string;
}

/** What was confirmed of one library. */
export interface Confirmation {
  /** Its name in `libraries.ts`. */
  readonly library: string;
  /** The versions that were read, as docs/library-matrix.md has them. */
  readonly versions: string;
  /** The folder of the source files: in this folder, of the system, or of the Debian source package. */
  readonly root: Root;
  readonly evidence: readonly Evidence[];
}

export type Root =
  | { readonly kind: 'npm' }
  | { readonly kind: 'installed'; readonly folder: string }
  | { readonly kind: 'debian-source'; readonly folder: string };

type Proof = SourceLine | Absence | string;

const evidence =
  (verdict: Evidence['verdict']) =>
  (run: string, because: string, ...proofs: readonly [Proof, ...Proof[]]): Evidence => {
    const log = proofs.find((proof) => typeof proof === 'string');
    const source = proofs.find((proof) => typeof proof === 'object');
    return { run, verdict, because, ...(source && { source }), ...(log !== undefined && { log }) };
  };

/** Evidence that a correct verdict was given; a text among the proofs is what is logged. */
export const passes = evidence('pass');
export const fails = evidence('fail');
export const ends = evidence('error');

export const at = (file: string, line: number, text: string): SourceLine => ({ file, line, text });
export const never = (
  file: string,
  lines: readonly [number, number],
  without: string,
): Absence => ({ file, lines, without });
