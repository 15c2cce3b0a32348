import { type ForeignOptions, readForeign } from '../check/foreign-options.ts';
import { readCa } from '../check/read-ca.ts';
import { type ReportFile, readReportFiles } from '../check/report-files.ts';
import { list, readSettingsFile } from '../check/settings-file.ts';
import { ArgumentFaults, unknownArguments } from '../faults.ts';
import { labUrlFault } from '../running-lab.ts';
import type { DrillArguments } from './arguments.ts';

export interface DrillCommandOptions {
  /** Undefined: Peakon. */
  readonly foreign: ForeignOptions | undefined;
  /** URL of a running lab. */
  readonly lab: string | undefined;
  readonly dataDir: string | undefined;
  readonly application: string | undefined;
  readonly nameId: string;
  /** Of the lab. */
  readonly user: string;
  readonly upload: string | undefined;
  /** In ms; undefined: the usual one of the service provider. */
  readonly wait: number | undefined;
  readonly browser: boolean;
  /** PEM. */
  readonly ca: readonly string[];
  readonly reports: readonly ReportFile[];
}

const reportKinds: readonly string[] = ['junit', 'html', 'json'];

/**
 * Checks arguments and settings file of `samlab drill rollover`.
 *
 * @param rest what commander could not place.
 * @throws {ArgumentFaults} when anything is wrong: every fault, before anything is started or sent.
 */
export function readDrillOptions(
  given: DrillArguments,
  rest: readonly string[],
): DrillCommandOptions {
  const faults = unknownArguments('drill rollover', rest);
  const { settings } = readSettingsFile(given.config, faults);
  const isMine = given.targetIsMine ?? settings['target-is-mine'] ?? false;
  const foreign = readForeign(given, settings, { isMine, faults });
  const nameId = given.nameId ?? settings['name-id'] ?? 'B.Simon@contoso.com';
  const reports = readReportFiles(list(given.report) ?? [], faults);
  for (const { kind } of reports)
    if (!reportKinds.includes(kind))
      faults.push(`--report of a drill takes ${reportKinds.join(', ')}, not ${kind}.`);
  if (given.lab !== undefined) faults.push(...labUrlFault(given.lab));
  if (given.lab !== undefined && given.data !== undefined)
    faults.push('--lab and --data exclude each other: leave out one of them.');
  if (given.upload !== undefined && !foreign)
    faults.push('--upload needs --sp-metadata: Peakon gets its upload by itself.');
  const options = {
    foreign,
    lab: given.lab,
    dataDir: given.data ?? settings.data,
    application: given.application ?? settings.application,
    nameId,
    user: given.user ?? nameId,
    upload: given.upload,
    wait: readWait(given.wait, faults),
    browser: given.browser ?? settings.browser ?? false,
    ca: readCa(given.ca ?? settings.ca, faults),
    reports,
  };
  if (faults.length > 0) throw new ArgumentFaults(faults);
  return options;
}

function readWait(text: string | undefined, faults: string[]): number | undefined {
  if (text === undefined) return undefined;
  const seconds = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  if (seconds <= 300) return seconds * 1000;
  faults.push(`--wait must be a number of seconds from 0 to 300, not "${text}".`);
  return undefined;
}
