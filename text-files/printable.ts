/**
 * A text of another system for one line of a terminal: control characters, which move the cursor, set colours or the title of the window, become
 * spaces, and so do line breaks and the characters that turn the direction of writing.
 */
export const printable = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Bidi_C}\u2028\u2029]+/gu, ' ');
