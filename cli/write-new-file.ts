import { writeFileSync } from 'node:fs';
import { ArgumentFaults } from './faults.ts';

/**
 * Writes a file that does not exist yet, or with `replace` one that may exist.
 *
 * @throws {ArgumentFaults} when it exists, or cannot be written
 */
export function writeNewFile(file: string, text: string, { replace }: { replace: boolean }): void {
  try {
    writeFileSync(file, text, { flag: replace ? 'w' : 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ArgumentFaults([
      code === 'EEXIST'
        ? `${file} exists already. Name another file, or add --force to replace it.`
        : `Cannot write ${file} (${code}). Name a file in a folder that exists and that you may write to.`,
    ]);
  }
}
