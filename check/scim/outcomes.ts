import type { CaseExchange } from './sender.ts';

/** The server did not do as expected: one or two sentences. */
export class Wrong extends Error {
  override readonly name = 'Wrong';
  /** The request whose answer is wrong, where that is not what the requests show by themselves. */
  readonly by: CaseExchange | undefined;

  constructor(sentence: string, by?: CaseExchange) {
    super(sentence);
    this.by = by;
  }
}

/** Another fault of the server hides what the case is about. */
export class Unshown extends Error {
  override readonly name = 'Unshown';
}

/** The server gave no answer. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  /** The request without an answer; absent for a sign-in. */
  readonly by: CaseExchange | undefined;

  constructor(sentence: string, by?: CaseExchange) {
    super(sentence);
    this.by = by;
  }
}
