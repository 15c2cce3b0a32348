import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import {
  CheckFault,
  type CheckReport,
  toCtrf,
  toHtml,
  toJson,
  toJUnit,
  toMarkdown,
  toSarif,
} from '../../check/index.ts';
import { documentation } from '../documentation.ts';
import type { CheckCommandOptions } from './options.ts';
import type { ReportFile } from './report-files.ts';
import { sarifLocation } from './sarif-location.ts';

/**
 * Writes the reports of `--report`, and creates their folders. SARIF points to a line of the settings file.
 *
 * @returns their paths.
 * @throws {CheckFault} `bad_settings` when files cannot be written, after all others have been
 */
export async function writeReports(
  report: CheckReport,
  { reports, settingsFile }: Pick<CheckCommandOptions, 'reports' | 'settingsFile'>,
): Promise<string[]> {
  const faults: string[] = [];
  for (const { kind, file } of reports) {
    const text = await render[kind](report, settingsFile);
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      faults.push(`The report ${file} could not be written (${code}). Name another file.`);
    }
  }
  if (faults.length > 0) throw new CheckFault('bad_settings', faults.join('\n'));
  return reports.map(({ file }) => file);
}

const pretty = (value: object) => `${JSON.stringify(value, null, 2)}\n`;

type Render = (report: CheckReport, settingsFile: string | undefined) => Promise<string>;

const render: Record<ReportFile['kind'], Render> = {
  json: async (report) => pretty(toJson(report)),
  junit: toJUnit,
  sarif: async (report, settingsFile) =>
    pretty(
      await toSarif(report, {
        location: sarifLocation(settingsFile),
        documentation: documentation(report.subject === 'scim' ? 'scim-check' : 'catalogue'),
      }),
    ),
  html: toHtml,
  markdown: toMarkdown,
  ctrf: async (report) => pretty(await toCtrf(report)),
};
