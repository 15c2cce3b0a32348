import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { CheckFault, type CheckReport, toHtml, toJUnit, toSarif } from '../../check/index.ts';
import type { ReportFile } from './options.ts';

/**
 * Writes the reports of `--report`, and creates their folders.
 *
 * @returns their paths.
 * @throws {CheckFault} `bad_settings` when files cannot be written, after all others have been
 */
export async function writeReports(
  report: CheckReport,
  files: readonly ReportFile[],
): Promise<string[]> {
  const faults: string[] = [];
  for (const { kind, file } of files) {
    const text = await render[kind](report);
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      faults.push(`The report ${file} could not be written (${code}). Name another file.`);
    }
  }
  if (faults.length > 0) throw new CheckFault('bad_settings', faults.join('\n'));
  return files.map(({ file }) => file);
}

const pretty = (value: object) => `${JSON.stringify(value, null, 2)}\n`;

const render: Record<ReportFile['kind'], (report: CheckReport) => Promise<string>> = {
  json: async (report) => pretty(report),
  junit: toJUnit,
  sarif: async (report) => pretty(await toSarif(report)),
  html: toHtml,
};
