import { randomBytes } from 'node:crypto';

/** Random letters and digits, which a database cannot compress: repeated ones would fit where real ones do not. @param length in characters */
export const randomLetters = (length: number): string =>
  `a${randomBytes(length).toString('base64url').replace(/[-_]/g, 'A')}`.slice(0, length);

/** The same of letters that take three bytes each in UTF-8. */
export function wideLetters(length: number): string {
  const random = randomBytes(2 * length); // at once: a call for each letter takes longer than most tests
  return Array.from({ length }, (_, at) =>
    String.fromCharCode(0x4e00 + (random.readUInt16LE(2 * at) % 0x5000)),
  ).join('');
}
