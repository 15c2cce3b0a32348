/** The characters that a fingerprint covers, from the start of a line. */
const BLOCK = 100;
const FACTOR = 37n;
/** What follows the last character of the file. */
const END_OF_FILE = 65535;

/**
 * `primaryLocationLineHash` of a line, by which GitHub's code scanning recognises an alert: a polynomial hash, modulo 2^64, of the hundred
 * characters from the start of the line, without blanks and tabs, and the number of lines so far that have the same hash. It is the value
 * that github/codeql-action/upload-sarif computes, which warns about any other.
 *
 * @param line counted from 1; the last line if the text has fewer.
 */
export function lineHash(text: string, line: number): string {
  const lines = text.replace(/\r\n?/g, '\n').replace(/[ \t]/g, '').split('\n');
  const starts = [0];
  for (const each of lines.slice(0, -1)) starts.push((starts.at(-1) ?? 0) + each.length + 1);
  const codes = [...Array.from(lines.join('\n'), codeUnits).flat(), END_OF_FILE];
  const hashes = starts.slice(0, line).map((start) => hashOf(codes, start));
  const wanted = hashes.at(-1);
  return `${wanted}:${hashes.filter((hash) => hash === wanted).length}`;
}

const codeUnits = (character: string) =>
  Array.from({ length: character.length }, (_, n) => character.charCodeAt(n));

function hashOf(codes: readonly number[], start: number): string {
  let hash = 0n;
  for (let n = start; n < start + BLOCK; n++)
    hash = BigInt.asUintN(64, hash * FACTOR + BigInt(codes[n] ?? 0));
  return hash.toString(16);
}
