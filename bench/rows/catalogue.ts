import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { median } from '../median.ts';
import { atMost, type Row } from '../row.ts';

const RUNS = 3;
const SECONDS = 5;

const samlab = fileURLToPath(new URL('../../bin/samlab.js', import.meta.url));

/**
 * `samlab check` without a target, from the start of the process to its end: every case except the denial-of-service cases, with a control
 * sign-in before each run.
 *
 * @throws {Error} when the check has findings, or could not run
 */
export async function catalogue(folder: string): Promise<Row> {
  const seconds: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    await promisify(execFile)(process.execPath, [samlab, 'check'], { cwd: folder });
    seconds.push((performance.now() - start) / 1000);
  }
  return atMost("the catalogue against samlab's service provider", 's', median(seconds), SECONDS);
}
