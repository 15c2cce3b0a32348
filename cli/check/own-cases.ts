import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CaseFileFault,
  type CatalogueCase,
  caseFromFile,
  readCaseFile,
} from '../../catalogue/index.ts';
import { decodeText } from '../../text-files/decode-text.ts';

/** The cases in a folder, one in each .json file, by file name. Adds a sentence to `faults` for everything that is wrong. */
export function readOwnCases(folder: string | undefined, faults: string[]): CatalogueCase[] {
  if (folder === undefined) return [];
  const found = namesIn(folder, faults).flatMap((name) => readOne(join(folder, name), faults));
  const ids = found.map(({ id }) => id);
  for (const twice of new Set(ids.filter((id, n) => ids.indexOf(id) !== n)))
    faults.push(`Two files in ${folder} have the id "${twice}". Change one of them.`);
  return found;
}

function namesIn(folder: string, faults: string[]): string[] {
  try {
    const names = readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort();
    if (names.length === 0)
      faults.push(
        `${folder} has no .json file. Keep a case there with samlab explain --keep-case.`,
      );
    return names;
  } catch (error) {
    faults.push(
      `${folder} cannot be read (${(error as NodeJS.ErrnoException).code}). Correct --cases.`,
    );
    return [];
  }
}

function readOne(file: string, faults: string[]): CatalogueCase[] {
  try {
    return [caseFromFile(readCaseFile(decodeText(readFileSync(file))))];
  } catch (error) {
    if (error instanceof CaseFileFault)
      faults.push(...error.faults.map((fault) => `${file}: ${fault}`));
    else
      faults.push(
        `${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'it is no text'}).`,
      );
    return [];
  }
}
