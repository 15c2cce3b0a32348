/** A .NET pattern that cannot be used; the message is one sentence for the administrator. */
export class PatternFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PatternFault';
  }
}

/** Options that a pattern sets inline, such as `(?i)`; the defaults of .NET are all off. */
export interface Options {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly explicitCapture: boolean;
  readonly singleline: boolean;
  readonly ignorePatternWhitespace: boolean;
}

export const noOptions: Options = {
  ignoreCase: false,
  multiline: false,
  explicitCapture: false,
  singleline: false,
  ignorePatternWhitespace: false,
};

/** A group that captures, in the order of its opening parenthesis. */
export interface Capture {
  /** A name, or digits for a group that is numbered in the pattern; absent: numbered by its position. */
  readonly name?: string | undefined;
}

/** One piece of a pattern. Character sets and anchors are JavaScript already; the rest is translated by `javascript.ts`. */
export type Node =
  | { readonly type: 'character'; readonly code: number; readonly ignoreCase: boolean }
  | { readonly type: 'set'; readonly javascript: string; readonly ignoreCase: boolean }
  | { readonly type: 'anchor'; readonly javascript: string }
  | { readonly type: 'reference'; readonly group: string; readonly ignoreCase: boolean }
  | {
      readonly type: 'group';
      readonly kind: 'plain' | 'atomic';
      readonly capture?: Capture | undefined;
      readonly body: Alternatives;
    }
  | {
      readonly type: 'look';
      readonly behind: boolean;
      readonly negative: boolean;
      readonly body: Alternatives;
    }
  | {
      /** `(?(?=test)yes|no)` */
      readonly type: 'choice';
      readonly test: Node & { readonly type: 'look' };
      readonly yes: readonly Node[];
      readonly no: readonly Node[];
    }
  | {
      readonly type: 'repeat';
      readonly node: Node;
      readonly min: number;
      readonly max: number;
      readonly lazy: boolean;
    };

export type Alternatives = readonly (readonly Node[])[];

/** A pattern that was read. */
export interface Pattern {
  readonly body: Alternatives;
  readonly captures: readonly Capture[];
}
