import { randomBytes } from 'node:crypto';

/** Random letters and digits, which a database cannot compress: repeated ones would fit where real ones do not. @param length in characters */
export const randomLetters = (length: number): string =>
  `a${randomBytes(length).toString('base64url').replace(/[-_]/g, 'A')}`.slice(0, length);

/** The same of letters that take three bytes each in UTF-8. */
export const wideLetters = (length: number): string =>
  Array.from({ length }, () =>
    String.fromCharCode(0x4e00 + (randomBytes(2).readUInt16LE() % 0x5000)),
  ).join('');
