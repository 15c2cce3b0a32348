import { isUtf8 } from 'node:buffer';

/**
 * The text of a file that an administrator supplies. PowerShell 5 writes UTF-16 with a byte order mark, other Windows tools leave the mark out;
 * editors put one before UTF-8, or use the code page of Western Europe.
 *
 * @returns without a byte order mark
 * @throws {TypeError} when the file begins like UTF-16 and the rest of it is not
 */
export function decodeText(file: Uint8Array): string {
  const encoding = utf16Of(file) ?? (isUtf8(file) ? 'utf-8' : 'windows-1252');
  return new TextDecoder(encoding, { fatal: true }).decode(file);
}

/** A byte order mark, or the zero byte that is half of every ASCII character: text of these files begins with one. */
function utf16Of([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === undefined || second === undefined) return undefined;
  if ((first === 0xff && second === 0xfe) || (first > 0 && first < 0x80 && second === 0))
    return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second > 0 && second < 0x80))
    return 'utf-16be';
  return undefined;
}
