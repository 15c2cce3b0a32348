import { readFileSync } from 'node:fs';
import { type Given, GivenFault, type NamedFile, readGiven } from '../../explain/index.ts';
import { parseInstant } from '../../saml/instant.ts';
import { ArgumentFaults, unknownArguments } from '../faults.ts';

/** As commander returns them. */
export interface ExplainArguments {
  certificate?: string[];
  metadata?: string;
  spMetadata?: string;
  key?: string[];
  asOf?: string;
  skew: string;
  json?: boolean;
  html?: string;
  keepCase?: string;
  showSecrets?: boolean;
}

/** In bytes; metadata of a federation is larger, and names more than one provider. */
const MAX_FILE = 4 * 1024 * 1024;

/**
 * Reads the files that are given beside captures.
 *
 * @throws {ArgumentFaults} when anything is wrong: every fault
 */
export function readArguments(files: readonly string[], given: ExplainArguments): Given {
  const faults = unknownArguments(
    'explain',
    files.filter((file) => /^--/.test(file)),
  );
  const file = (option: string, path: string | undefined) => readFile(option, path, faults);
  const filesOf = (option: string, paths: readonly string[] = []) =>
    paths.flatMap((path) => file(option, path) ?? []);
  const beside = {
    certificates: filesOf('--certificate', given.certificate),
    metadata: file('--metadata', given.metadata),
    spMetadata: file('--sp-metadata', given.spMetadata),
    keys: filesOf('--key', given.key),
  };
  const asOf = readAsOf(given.asOf, faults);
  const skewSeconds = Number(given.skew);
  if (!/^\d{1,5}$/.test(given.skew))
    faults.push(`--skew must be a number of seconds, such as 180, not "${given.skew}".`);
  if (faults.length > 0) throw new ArgumentFaults(faults);
  try {
    return readGiven(beside, { asOf, skewSeconds });
  } catch (error) {
    if (error instanceof GivenFault) throw new ArgumentFaults([error.message]);
    throw error;
  }
}

function readFile(
  option: string,
  path: string | undefined,
  faults: string[],
): NamedFile | undefined {
  if (path === undefined) return undefined;
  try {
    const content = readFileSync(path);
    if (content.length <= MAX_FILE) return { name: path, content };
    faults.push(
      `${path} has ${content.length} bytes; ${option} takes a file of at most ${MAX_FILE}.`,
    );
  } catch (error) {
    faults.push(
      `${path} cannot be read (${(error as NodeJS.ErrnoException).code}). Correct ${option}.`,
    );
  }
  return undefined;
}

function readAsOf(text: string | undefined, faults: string[]): Date | undefined {
  if (text === undefined) return undefined;
  try {
    return parseInstant(text);
  } catch {
    faults.push(`--as-of must be an instant in UTC, such as 2026-11-20T10:00:00Z, not "${text}".`);
    return undefined;
  }
}
