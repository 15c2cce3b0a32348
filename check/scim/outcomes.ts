/** The server did not do as expected: one or two sentences. */
export class Wrong extends Error {
  override readonly name = 'Wrong';
}

/** Another fault of the server hides what the case is about. */
export class Unshown extends Error {
  override readonly name = 'Unshown';
}

/** The server gave no answer. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}
