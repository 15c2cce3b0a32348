import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckReport } from '../../check/index.ts';
import { writeExchange } from '../../exchanges/exchange-file.ts';
import { defaultDataDir } from '../../lab/index.ts';
import { say } from '../print.ts';
import type { CheckCommandOptions } from './options.ts';

const NAME = 'failed-control.json';

/**
 * Writes the valid sign-in that ended a check as a file in the data folder, where the keys of the check are too.
 *
 * @returns its path; undefined when no control failed, or when the file cannot be written
 */
export function keepControl(
  { control }: CheckReport,
  { dataDir = defaultDataDir }: Pick<CheckCommandOptions, 'dataDir'>,
): string | undefined {
  if (!control?.exchange) return undefined;
  const file = join(dataDir, NAME);
  try {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, writeExchange(control.exchange));
    return file;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    say(`${file} could not be written (${code}).`);
    return undefined;
  }
}
