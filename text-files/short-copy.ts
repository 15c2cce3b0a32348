/**
 * The beginning of a text that another system sent, and `…` when it is longer. As a copy: a slice of a text keeps the whole text in memory, and some are
 * of several megabytes.
 *
 * @param most in characters
 */
export const shortCopy = (text: string, most: number): string =>
  text.length <= most ? text : `${Buffer.from(text.slice(0, most)).toString()}…`;
