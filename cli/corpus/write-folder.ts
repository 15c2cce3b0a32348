import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ArgumentFaults } from '../faults.ts';

/**
 * Checks a folder before anything is made for it.
 *
 * @throws {ArgumentFaults} when it is a file, cannot be read, or holds something and `replace` is not set
 */
export function mustBeFree(folder: string, { replace }: { replace: boolean }): void {
  const holds = attempt(folder, () => readdirSync(folder), ['ENOENT']) ?? [];
  if (holds.length > 0 && !replace)
    throw new ArgumentFaults([
      `The folder ${folder} is not empty. Name another folder, or add --force to write into it.`,
    ]);
}

/**
 * Writes files into a folder, which is made if it does not exist.
 *
 * @param files contents by path in the folder
 * @throws {ArgumentFaults} when one cannot be written
 */
export function writeFolder(folder: string, files: ReadonlyMap<string, string | Uint8Array>): void {
  attempt(folder, () => {
    for (const [path, content] of files) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  });
}

function attempt<Result>(
  folder: string,
  act: () => Result,
  fine: readonly string[] = [],
): Result | undefined {
  try {
    return act();
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (fine.includes(code)) return undefined;
    throw new ArgumentFaults([
      code === 'ENOTDIR' || code === 'EEXIST'
        ? `${folder} is a file. Name a folder.`
        : `Cannot write the folder ${folder} (${code}). Name a folder that you may write to.`,
    ]);
  }
}
