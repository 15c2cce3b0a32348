import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Absence, Confirmation, Root, SourceLine } from './evidence.ts';

const npmFolder = fileURLToPath(new URL('../node_modules', import.meta.url));

/** @param sources the folder with the unpacked Debian source packages; undefined when there is none */
export function folderOf(root: Root, sources: string | undefined): string | undefined {
  if (root.kind === 'npm') return npmFolder;
  if (root.kind === 'installed') return root.folder;
  return sources === undefined ? undefined : `${sources}/${root.folder}`;
}

/**
 * Sentences on what the source does not show, although the evidence says so.
 *
 * @param folder of the source files
 */
export function sourceFaults({ library, evidence }: Confirmation, folder: string): string[] {
  return evidence.flatMap(({ run, source }) => {
    const fault = source && faultOf(source, folder);
    return fault === undefined ? [] : [`${library}, ${run}: ${fault}`];
  });
}

function faultOf(source: SourceLine | Absence, folder: string): string | undefined {
  const lines = linesOf(`${folder}/${source.file}`);
  if (lines === undefined) return `There is no file ${source.file}.`;
  if ('text' in source)
    return lines[source.line - 1]?.includes(source.text)
      ? undefined
      : `Line ${source.line} of ${source.file} does not have ${source.text}`;
  const [first, last] = source.lines;
  if (last > lines.length) return `${source.file} has ${lines.length} lines.`;
  const at = lines.findIndex(
    (line, index) =>
      index >= first - 1 &&
      index < last &&
      line.toLowerCase().includes(source.without.toLowerCase()),
  );
  return at < 0 ? undefined : `Line ${at + 1} of ${source.file} has ${source.without}`;
}

function linesOf(file: string): string[] | undefined {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
