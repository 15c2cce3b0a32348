import { dirname, resolve } from 'node:path';
import { type ClockSetting, clockFault, readClockSetting } from '../clock/clock-setting.ts';
import { LabClock } from '../clock/lab-clock.ts';
import { checkShape } from './check-shape.ts';
import { refuseDuplicates } from './duplicates.ts';
import { type Substituted, substitute } from './environment.ts';
import { InvalidSettings, type PlacedFault, placeOf, type SettingsFault } from './faults.ts';
import { type Materials, readMaterials } from './materials.ts';
import { NotYaml, readDocument, type SettingsDocument } from './read-document.ts';
import { readText, UnreadableFile } from './read-file.ts';
import { settingsSchema } from './schema/lab.ts';
import type { Settings } from './settings.ts';

/** Where settings come from: a file, or an object with the same content. */
export interface SettingsSource {
  /** Path of a YAML or JSON file. */
  readonly config?: string | undefined;
  /** In place of a file; relative paths in it are relative to the working directory. */
  readonly settings?: Settings | undefined;
}

/** Settings that were read, and what is known to be wrong with them. */
export interface LoadedSettings {
  /** Without what is wrong. */
  readonly settings: Settings;
  /** As they were read, with what is wrong. */
  readonly raw: unknown;
  /** The caller's, else the one that the settings say. */
  readonly clock: LabClock;
  readonly materials: Materials;
  /** Found so far; with any, parts of the settings are missing. */
  readonly faults: readonly PlacedFault[];
  /** Names a key for a sentence: `ports.lab (samlab.yaml:2:8)`. */
  nameOf(path: readonly string[]): string;
  /** Every fault with its position in the file, in the order of the file. */
  refusal(faults: readonly PlacedFault[]): InvalidSettings;
}

/**
 * Reads settings, with the files, URLs and environment variables that they name. Wrong parts are taken out and reported, so that
 * what comes after can look for faults in the rest.
 *
 * @throws {InvalidSettings} when the file cannot be read, or is not YAML
 */
export async function loadSettings(
  source: SettingsSource,
  givenClock: LabClock | undefined,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<LoadedSettings> {
  const file = source.config;
  const document = file === undefined ? undefined : await readFile(file);
  const faults: PlacedFault[] = [];
  const report = (fault: PlacedFault) => void faults.push(fault);
  const given = document ? document.value : source.settings;
  if (document && (given ?? null) === null)
    throw atTop(file, 'the file is empty; "samlab init" writes one to start from.');
  const substituted = substitute(given, environment, report);
  let settings = (checkShape(settingsSchema, substituted.value, {
    subject: 'the settings',
    object: 'a map',
    isText: substituted.isFromEnvironment,
    emptyIsAbsent: true,
    report,
  }) ?? {}) as Settings;
  const whereIs = (path: PlacedFault['path']) =>
    document ? `on line ${document.positionOf({ path }).line}` : `at ${placeOf(path)}`;
  refuseDuplicates(substituted.value, whereIs, report);
  settings = withoutLeaks(settings, given, report);
  const clockStart = readClockSetting(settings.clock ?? 'real');
  if (!clockStart) {
    report(faultOfClock(settings.clock ?? ''));
    settings = { ...settings, clock: undefined };
  }
  const clock = givenClock ?? new LabClock(clockStart ?? { mode: 'real' });
  const folder = file === undefined ? process.cwd() : dirname(resolve(file));
  const materials = await readMaterials(settings, { folder, now: clock.now(), report });
  return {
    settings,
    raw: substituted.value,
    clock,
    materials,
    faults,
    nameOf(path) {
      const { line, column } = document?.positionOf({ path }) ?? {};
      return `${placeOf(path)} (${line === undefined ? 'in the settings' : `${file}:${line}:${column}`})`;
    },
    refusal: (found) => new InvalidSettings(located(found, { file, document, substituted })),
  };
}

/**
 * A value of the environment in the path or the query of a URL would be sent to whatever host the file names. One that is the beginning of the
 * URL, scheme and host, decides that host itself.
 *
 * @param written the settings before `${NAME}` was replaced
 */
function withoutLeaks(
  settings: Settings,
  written: unknown,
  report: (fault: PlacedFault) => void,
): Settings {
  const leaking = new Set<unknown>();
  for (const [t, tenant] of (settings.tenants ?? []).entries())
    for (const [a, app] of (tenant?.applications ?? []).entries()) {
      const path = ['tenants', t, 'applications', a, 'metadata'];
      const text: unknown = path.reduce<unknown>(
        (value, key) => (value as Record<string, unknown> | undefined)?.[key],
        written,
      );
      if (!/^https?:/i.test(app?.metadata ?? '') || typeof text !== 'string' || !leaks(text))
        continue;
      const message =
        'a variable in a URL would be sent to its host: write the URL out, or let one variable hold its beginning, scheme and host, as in \u0024{SP_URL}/metadata.';
      report({ path, message });
      leaking.add(app);
    }
  if (leaking.size === 0) return settings;
  const tenants = settings.tenants?.map((tenant) =>
    tenant?.applications
      ? {
          ...tenant,
          applications: tenant.applications.map((app) =>
            leaking.has(app) ? { ...app, metadata: undefined } : app,
          ),
        }
      : tenant,
  );
  return { ...settings, tenants };
}

/** The beginning of a URL as a variable, or its port: a number, which a URL with another value would not have. */
const BEGINNING = /^(?:https?:\/\/[\w.[\]:-]*:)?\$\{[A-Za-z_]\w*(?::-[^}]*)?\}(?=\/|$)/;

const leaks = (text: string): boolean => /(?<!\$)\$\{/.test(text.replace(BEGINNING, ''));

const faultOfClock = (setting: ClockSetting): PlacedFault => ({
  path: typeof setting === 'string' ? ['clock'] : ['clock', 'frozen'],
  message: clockFault(setting) ?? '',
});

async function readFile(file: string): Promise<SettingsDocument> {
  try {
    return readDocument(await readText(file));
  } catch (error) {
    if (error instanceof UnreadableFile)
      throw atTop(undefined, `The settings file ${file} ${error.message}`);
    if (!(error instanceof NotYaml)) throw error;
    throw new InvalidSettings(error.faults.map((fault) => ({ file, place: '', ...fault })));
  }
}

/** A fault of the file as a whole. @param file undefined when it cannot be opened at a line */
const atTop = (file: string | undefined, message: string): InvalidSettings => {
  const start = file === undefined ? undefined : 1;
  return new InvalidSettings([{ file, line: start, column: start, place: '', message }]);
};

/** More help nobody, and each one has to be found in the file. */
const MAX_FAULTS = 200;

interface Located {
  readonly file: string | undefined;
  readonly document: SettingsDocument | undefined;
  readonly substituted: Substituted;
}

function located(
  faults: readonly PlacedFault[],
  { file, document, substituted }: Located,
): SettingsFault[] {
  const found = faults
    .slice(0, MAX_FAULTS)
    .map((fault) => {
      const { line, column } = document?.positionOf(fault) ?? {};
      const place = placeOf(fault.path);
      return { file, line, column, place, message: substituted.masked(fault.message) };
    })
    .toSorted(
      (one, other) =>
        (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0),
    );
  const more = faults.length - found.length;
  const message = `there are ${more} more faults.`;
  const rest = { file, line: undefined, column: undefined, place: '', message };
  return more > 0 ? [...found, rest] : found;
}
