import { readFileSync } from 'node:fs';
import { allCaseIds, type CatalogueCase } from '../../catalogue/index.ts';
import {
  type BaselineEntry,
  CheckFault,
  type EarlierReport,
  type Offer,
  offerable,
  readBaseline,
  readEarlierReport,
} from '../../check/index.ts';
import { decodeText } from '../../text-files/decode-text.ts';
import { ArgumentFaults, unknownArguments } from '../faults.ts';
import type { CheckArguments } from './arguments.ts';
import { chooseCases } from './choose-cases.ts';
import { type ForeignOptions, readForeign } from './foreign-options.ts';
import { readOwnCases } from './own-cases.ts';
import { readCa } from './read-ca.ts';
import { type ReportFile, readReportFiles } from './report-files.ts';
import type { CheckSettings, SettingName } from './settings.ts';
import { list, readSettingsFile } from './settings-file.ts';

export interface CheckCommandOptions {
  readonly foreign: ForeignOptions | undefined;
  readonly nameId: string;
  readonly nameIdFormat: string | undefined;
  readonly claims: readonly { readonly name: string; readonly values: readonly string[] }[];
  /** In the order of the catalogue, then those of `ownCases`. */
  readonly caseIds: readonly string[];
  /** From files. */
  readonly ownCases: readonly CatalogueCase[];
  readonly baseline: readonly BaselineEntry[];
  /** The report of an earlier check, to compare with. */
  readonly earlier: EarlierReport | undefined;
  readonly reports: readonly ReportFile[];
  readonly concurrency: number;
  readonly browser: boolean;
  readonly isMine: boolean;
  readonly allowLoad: boolean;
  readonly offers: readonly Offer[];
  /** Undefined: `.samlab`, or, for samlab's own service provider, keys that live only as long as the check. */
  readonly dataDir: string | undefined;
  /** Of the lab, whose key signs; Peakon by default. */
  readonly application: string | undefined;
  /** PEM, one certificate each, trusted besides the public authorities. */
  readonly ca: readonly string[];
  /** Of responses that answer no request. */
  readonly relayState: string | undefined;
  readonly settingsFile: string | undefined;
  /** List what would be sent, and send nothing. */
  readonly dryRun: boolean;
}

/**
 * Checks arguments and settings file of `samlab check`; an argument overrides a setting.
 *
 * @param rest what commander could not place.
 * @throws {ArgumentFaults} when anything is wrong: every fault, before anything is started or sent.
 */
export function readCheckOptions(
  given: CheckArguments,
  rest: readonly string[],
): CheckCommandOptions {
  const faults = unknownArguments('check', rest);
  const { settings, file } = readSettingsFile(given.config, faults);
  mustBeOfSignIns(given, settings, faults);
  const isMine = given.targetIsMine ?? settings['target-is-mine'] ?? false;
  const foreign = readForeign(given, settings, { isMine, faults });
  const browser = given.browser ?? settings.browser ?? false;
  const ownCases = readOwnCases(given.cases ?? settings.cases, faults);
  const ownIds = ownCases.map(({ id }) => id);
  const options: CheckCommandOptions = {
    foreign,
    nameId: given.nameId ?? settings['name-id'] ?? 'B.Simon@contoso.com',
    nameIdFormat: settings['name-id-format'],
    claims: Object.entries(settings.claims ?? {}).map(([name, value]) => ({
      name,
      values: typeof value === 'string' ? [value] : value,
    })),
    caseIds: chooseCases(
      {
        groups: list(given.group ?? settings.group),
        cases: list(given.case ?? settings.case),
        cves: list(given.cve ?? settings.cve),
      },
      faults,
      ownCases,
    ),
    ownCases,
    ...readShared(given, settings, {
      ids: [...allCaseIds, ...ownIds],
      concurrency: foreign || browser ? 4 : 8,
      faults,
    }),
    browser,
    isMine,
    allowLoad: given.allowLoad ?? settings['allow-load'] ?? false,
    offers: readOffers(list(given.offers ?? settings.offers) ?? [], faults),
    dataDir: given.data ?? settings.data,
    application: given.application ?? settings.application,
    relayState: given.relayState ?? settings['relay-state'],
    settingsFile: file,
    dryRun: given.dryRun ?? false,
  };
  if (options.dataDir?.trim() === '') faults.push('--data needs the path of a folder.');
  if (options.nameId.trim() === '')
    faults.push('--name-id needs the NameID of a user that your service provider knows.');
  if (faults.length > 0) throw new ArgumentFaults(faults);
  return options;
}

/** What a check of a SCIM server reads as well. */
export function readShared(
  given: CheckArguments,
  settings: CheckSettings,
  {
    ids,
    concurrency,
    faults,
  }: { readonly ids: readonly string[]; readonly concurrency: number; readonly faults: string[] },
): Pick<CheckCommandOptions, 'baseline' | 'earlier' | 'reports' | 'concurrency' | 'ca'> {
  return {
    baseline: readBaselineFile(given.baseline ?? settings.baseline, ids, faults),
    earlier: readEarlierFile(given.compare ?? settings.compare, faults),
    reports: readReportFiles(list(given.report ?? settings.report) ?? [], faults),
    concurrency: readConcurrency(given.concurrency ?? settings.concurrency ?? concurrency, faults),
    ca: readCa(given.ca ?? settings.ca, faults),
  };
}

/** Options that need --scim, by their names in the settings file. */
const ofScim = [
  'token',
  'token-file',
  'token-b-file',
  'token-endpoint',
  'client-id',
  'client-secret-file',
  'client-assertion-file',
  'token-scope',
  'credential-location',
  'dialect',
  'match',
  'mapping',
  'groups',
  'custom-urn',
  'existing',
  'mail-domain',
  'rate',
  'allow-http',
  'skip',
] as const satisfies readonly SettingName[];

/** `token-b-file` is `tokenBFile` among the arguments. */
const argumentOf = (name: string) =>
  name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()) as keyof CheckArguments;

function mustBeOfSignIns(given: CheckArguments, settings: CheckSettings, faults: string[]): void {
  if (given.scim !== undefined || settings.scim !== undefined) return;
  for (const name of ofScim)
    if (given[argumentOf(name)] !== undefined || settings[name] !== undefined)
      faults.push(`--${name} needs --scim, the Tenant URL of a SCIM server.`);
}

function readOffers(given: readonly string[], faults: string[]): Offer[] {
  return given.flatMap((name) => {
    const offer = offerable.find((each) => each === name);
    if (offer) return [offer];
    faults.push(`--offers accepts only ${offerable.join(', ')}, not "${name}".`);
    return [];
  });
}

function readBaselineFile(
  file: string | undefined,
  known: readonly string[],
  faults: string[],
): BaselineEntry[] {
  if (file === undefined) return [];
  try {
    return readBaseline(decodeText(readFileSync(file)), file, (id) => known.includes(id));
  } catch (error) {
    if (error instanceof CheckFault) faults.push(...error.message.split('\n'));
    else
      faults.push(
        `The baseline ${file} cannot be read (${(error as NodeJS.ErrnoException).code}). Correct --baseline; an empty file means no known failures.`,
      );
    return [];
  }
}

function readEarlierFile(file: string | undefined, faults: string[]): EarlierReport | undefined {
  if (file === undefined) return undefined;
  try {
    return readEarlierReport(decodeText(readFileSync(file)), file);
  } catch (error) {
    faults.push(
      error instanceof CheckFault
        ? error.message
        : `The report ${file} cannot be read (${(error as NodeJS.ErrnoException).code}). Correct --compare.`,
    );
    return undefined;
  }
}

function readConcurrency(given: string | number, faults: string[]): number {
  const number = /^\d{1,3}$/.test(String(given)) ? Number(given) : 0;
  if (number >= 1 && number <= 64) return number;
  faults.push(`--concurrency must be a number from 1 to 64, not "${given}".`);
  return 1;
}
