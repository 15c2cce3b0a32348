/**
 * A text of another system for one line of a terminal: control characters, which move the cursor, set colours or the title of the window, become
 * spaces, and so do those that turn the direction of writing.
 */
export const printable = (text: string): string =>
  text.replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ');
