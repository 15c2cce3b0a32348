import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type CatalogueCase, type Group, groups } from '../../scenarios/catalogue/case.ts';
import { type BaselineEntry, readBaseline } from '../../scenarios/check/baseline/baseline.ts';
import { CheckFault } from '../../scenarios/check/errors.ts';
import { type Offer, offerable } from '../../scenarios/check/target/foreign-target.ts';
import { ArgumentFaults, unknownArguments } from '../faults.ts';
import type { CheckArguments } from './arguments.ts';
import { type ForeignOptions, readForeign } from './foreign-options.ts';
import { list, readSettingsFile } from './settings-file.ts';

export type ReportKind = 'junit' | 'html' | 'json' | 'sarif';
const reportKinds: readonly string[] = ['junit', 'html', 'json', 'sarif'] satisfies ReportKind[];

export interface ReportFile {
  readonly kind: ReportKind;
  readonly file: string;
}

export interface CheckCommandOptions {
  readonly foreign: ForeignOptions | undefined;
  readonly nameId: string;
  readonly nameIdFormat: string | undefined;
  readonly claims: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly cases: readonly CatalogueCase[];
  readonly baseline: readonly BaselineEntry[];
  readonly reports: readonly ReportFile[];
  readonly concurrency: number;
  readonly browser: boolean;
  readonly isMine: boolean;
  readonly allowLoad: boolean;
  readonly offers: readonly Offer[];
  /** Undefined: the keys live only as long as the check, for samlab's own service provider; else `.samlab`. */
  readonly dataDir: string | undefined;
  readonly settingsFile: string | undefined;
}

/**
 * Checks arguments and settings file of `samlab check`; an argument goes before a setting. `rest` is what commander could not place.
 *
 * @throws {ArgumentFaults} with every fault, before anything is started or sent.
 */
export function readCheckOptions(
  given: CheckArguments,
  rest: readonly string[],
  catalogue: readonly CatalogueCase[],
): CheckCommandOptions {
  const faults = unknownArguments('check', rest);
  const { settings, file } = readSettingsFile(given.config, faults);
  const isMine = given.targetIsMine ?? settings['target-is-mine'] ?? false;
  const options: CheckCommandOptions = {
    foreign: readForeign(given, settings, { isMine, faults }),
    nameId: given.nameId ?? settings['name-id'] ?? 'B.Simon@contoso.com',
    nameIdFormat: settings['name-id-format'],
    claims: Object.entries(settings.claims ?? {}).map(([name, value]) => ({
      name,
      values: typeof value === 'string' ? [value] : value,
    })),
    cases: chooseCases(
      list(given.group ?? settings.group),
      list(given.case ?? settings.case),
      catalogue,
      faults,
    ),
    baseline: readBaselineFile(given.baseline ?? settings.baseline, catalogue, faults),
    reports: readReports(list(given.report ?? settings.report) ?? [], faults),
    concurrency: readConcurrency(given.concurrency ?? settings.concurrency ?? 4, faults),
    browser: given.browser ?? settings.browser ?? false,
    isMine,
    allowLoad: given.allowLoad ?? settings['allow-load'] ?? false,
    offers: readOffers(list(given.offers ?? settings.offers) ?? [], faults),
    dataDir: given.data ?? settings.data,
    settingsFile: file,
  };
  if (options.dataDir?.trim() === '') faults.push('--data needs the path of a folder.');
  if (options.nameId.trim() === '')
    faults.push('--name-id needs a person whom the service provider knows.');
  if (faults.length > 0) throw new ArgumentFaults(faults);
  return options;
}

function readOffers(given: readonly string[], faults: string[]): Offer[] {
  return given.flatMap((name) => {
    const offer = offerable.find((each) => each === name);
    if (offer) return [offer];
    faults.push(`--offers may name only ${offerable.join(', ')}, not "${name}".`);
    return [];
  });
}

function chooseCases(
  wantedGroups: readonly string[] | undefined,
  wantedCases: readonly string[] | undefined,
  catalogue: readonly CatalogueCase[],
  faults: string[],
): readonly CatalogueCase[] {
  for (const group of wantedGroups ?? [])
    if (!(group in groups))
      faults.push(
        `There is no group "${group}"; the groups are ${Object.keys(groups).join(', ')}.`,
      );
  for (const id of wantedCases ?? []) {
    if (catalogue.some((each) => each.id === id)) continue;
    const near = nearest(
      id,
      catalogue.map((each) => each.id),
    );
    faults.push(`There is no case "${id}"${near ? `; did you mean "${near}"?` : '.'}`);
  }
  if (!wantedGroups && !wantedCases) return catalogue;
  return catalogue.filter(
    ({ id, group }) =>
      (wantedGroups ?? []).includes(group satisfies Group) || (wantedCases ?? []).includes(id),
  );
}

/** The id with the most pairs of letters in common. */
function nearest(id: string, ids: readonly string[]): string | undefined {
  const pairs = (text: string) =>
    new Set(Array.from(text.toLowerCase(), (_, n) => text.toLowerCase().slice(n, n + 2)));
  const wanted = pairs(id);
  const scored = ids.map((each) => {
    const own = pairs(each);
    const common = [...own].filter((pair) => wanted.has(pair)).length;
    return { each, score: (2 * common) / (own.size + wanted.size) };
  });
  const [best] = scored.toSorted((a, b) => b.score - a.score);
  return best && best.score > 0.4 ? best.each : undefined;
}

function readBaselineFile(
  file: string | undefined,
  catalogue: readonly CatalogueCase[],
  faults: string[],
): BaselineEntry[] {
  if (file === undefined) return [];
  try {
    const known = (id: string) => catalogue.some((each) => each.id === id);
    return readBaseline(readFileSync(file, 'utf8'), file, known);
  } catch (error) {
    if (error instanceof CheckFault) faults.push(...error.message.split('\n'));
    else
      faults.push(
        `The baseline ${file} cannot be read (${(error as NodeJS.ErrnoException).code}). Correct --baseline; an empty file is one without known failures.`,
      );
    return [];
  }
}

function readReports(given: readonly string[], faults: string[]): ReportFile[] {
  return given.flatMap((text) => {
    const colon = text.indexOf(':');
    const kind = text.slice(0, colon);
    const file = text.slice(colon + 1);
    if (colon < 0 || !reportKinds.includes(kind) || file === '') {
      faults.push(
        `--report must be kind:file, with junit, html, json or sarif as kind, not "${text}".`,
      );
      return [];
    }
    const fault = unwritable(file);
    if (fault) faults.push(`The report ${file} cannot be written: ${fault}`);
    return [{ kind: kind as ReportKind, file }];
  });
}

/** Found out now, not after some minutes of work. */
function unwritable(file: string): string | undefined {
  const folder = dirname(resolve(file));
  try {
    if (existsSync(file)) {
      if (statSync(file).isDirectory()) return 'it is a folder. Name a file.';
      accessSync(file, constants.W_OK);
    } else accessSync(folder, constants.W_OK);
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return `there is no folder ${folder}. Make it, or name another.`;
    return `it is not allowed (${code}). Name another file.`;
  }
}

function readConcurrency(given: string | number, faults: string[]): number {
  const number = /^\d{1,3}$/.test(String(given)) ? Number(given) : 0;
  if (number >= 1 && number <= 64) return number;
  faults.push(`--concurrency must be a number from 1 to 64, not "${given}".`);
  return 1;
}
