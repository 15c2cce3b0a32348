import { createReadStream, statSync, writeFileSync } from 'node:fs';
import { writeCaseFile } from '../../catalogue/index.ts';
import {
  type Capture,
  type Explanation,
  explain,
  keepCase,
  NothingFound,
  NotKept,
  readCapture,
  reportOf,
  reportPage,
  reportText,
} from '../../explain/index.ts';
import { say } from '../print.ts';
import { type ExplainArguments, readArguments } from './arguments.ts';
import { ReadingProgress } from './reading-progress.ts';

/**
 * Explains files and prints the result.
 *
 * @throws {ArgumentFaults} when an argument is wrong
 */
export async function runExplain(
  files: readonly string[],
  given: ExplainArguments,
): Promise<0 | 1 | 2> {
  const known = readArguments(files, given);
  const captures: Capture[] = [];
  let failed = false;
  for (const file of files) {
    const capture = await readFile(file);
    if (typeof capture !== 'string') captures.push(capture);
    else {
      say(capture);
      failed = true;
    }
  }
  if (captures.length === 0) return 2;
  const explanation = explain(captures, known);
  const report = reportOf(explanation, { showSecrets: given.showSecrets ?? false });
  process.stdout.write(given.json ? `${JSON.stringify(report)}\n` : reportText(report));
  const written = given.html === undefined || write(given.html, reportPage(report));
  const kept = given.keepCase === undefined || keep(explanation, given.keepCase, given);
  const partly =
    explanation.unreadable.length > 0 || captures.some(({ damaged }) => damaged === true);
  if (failed || partly || !written || !kept || explanation.exchanges.length === 0) return 2;
  return explanation.exchanges.some(({ causes }) => causes.length > 0) ? 1 : 0;
}

/** Writes a file, or says why not. */
function write(file: string, content: string): boolean {
  try {
    writeFileSync(file, content);
    return true;
  } catch (error) {
    say(`${file} cannot be written (${(error as NodeJS.ErrnoException).code}). Name another file.`);
    return false;
  }
}

/** Writes the case, or says why not. */
function keep(
  explanation: Explanation,
  file: string,
  { showSecrets = false }: ExplainArguments,
): boolean {
  try {
    const kept = keepCase(explanation, { showSecrets });
    if (!write(file, writeCaseFile(kept))) return false;
    say(
      `${file} has the case ${kept.id}, which a service provider must ${kept.verdict}. Replay it with samlab check --cases and the folder.`,
    );
    return true;
  } catch (error) {
    if (!(error instanceof NotKept)) throw error;
    say(error.message);
    return false;
  }
}

/** The capture, or a sentence that says why there is none. */
async function readFile(path: string): Promise<Capture | string> {
  const isInput = path === '-';
  const name = isInput ? 'standard input' : path;
  const progress = new ReadingProgress(name, isInput ? undefined : sizeOf(path));
  try {
    const chunks = isInput ? process.stdin : createReadStream(path, { highWaterMark: 256 * 1024 });
    return await readCapture({ name, chunks }, (bytes) => progress.show(bytes));
  } catch (error) {
    if (error instanceof NothingFound) return error.message;
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || !/^E[A-Z]+$/.test(code)) throw error;
    return code === 'EISDIR'
      ? `${name} is a folder. Name a file in it.`
      : `${name} cannot be read (${code}).`;
  } finally {
    progress.clear();
  }
}

const sizeOf = (path: string): number | undefined =>
  statSync(path, { throwIfNoEntry: false })?.size;
