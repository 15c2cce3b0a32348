import { readFileSync } from 'node:fs';
import { decodeText } from '../../../text-files/decode-text.ts';

/** Where a token may come from, in this order. */
export interface TokenSources {
  /** Typed, which others on the machine can see. */
  readonly typed?: string | undefined;
  readonly file?: string | undefined;
  /** The option that names the file. */
  readonly option: string;
  readonly variable: string;
}

/** Reads a token; undefined when there is none. Adds a sentence to `faults` for a file that cannot be read or is empty. */
export function readToken(
  { typed, file, option, variable }: TokenSources,
  faults: string[],
): string | undefined {
  if (typed !== undefined) return typed.trim();
  if (file === undefined) return process.env[variable]?.trim() || undefined;
  try {
    const token = decodeText(readFileSync(file)).trim();
    if (token === '') faults.push(`The file ${file} of ${option} is empty.`);
    return token;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    faults.push(`The file ${file} of ${option} cannot be read (${code}).`);
    return undefined;
  }
}
