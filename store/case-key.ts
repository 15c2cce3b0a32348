/**
 * The form in which e-mail addresses, user principal names and domains are stored and compared: ASCII letters in lower case, every other
 * character as it is. `toLowerCase` follows Unicode, which turns the Kelvin sign (U+212A) into a `k`: two people would become one. SQLite's
 * `lower()` does the same as this function.
 */
export const caseKey = (text: string): string =>
  text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
