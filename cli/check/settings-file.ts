import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';
import { parse, YAMLError } from 'yaml';
import { decodeText } from '../../text-files/decode-text.ts';
import { nearest } from '../../text-files/nearest.ts';
import {
  type CheckSettings,
  type SettingKind,
  type SettingName,
  settingNames,
  settings as settingsTable,
} from './settings.ts';

const Text = Type.String({ minLength: 1 });
const List = Type.Union([Text, Type.Array(Text)]);

/** The shape of each kind of setting, and how a fault names it. */
const kinds: Readonly<Record<SettingKind, { readonly shape: TSchema; readonly words: string }>> = {
  text: { shape: Text, words: 'text' },
  list: { shape: List, words: 'text or a list of texts' },
  switch: { shape: Type.Boolean(), words: 'true or false' },
  number: { shape: Type.Integer(), words: 'a whole number' },
  claims: {
    shape: Type.Record(Type.String(), Type.Union([Type.String(), Type.Array(Text)])),
    words: 'a map from claim names to a text or a list of texts',
  },
};

export const defaultFile = 'samlab-check.yaml';

/**
 * Reads the settings file; without a name, `samlab-check.yaml` of the working directory, if it exists. Relative paths in it are relative to
 * the file. Faults are added to `faults`, one sentence each.
 */
export function readSettingsFile(
  given: string | undefined,
  faults: string[],
): { settings: CheckSettings; file: string | undefined } {
  const file = given ?? (existsSync(defaultFile) ? defaultFile : undefined);
  if (file === undefined) return { settings: {}, file };
  let content: unknown;
  try {
    content = parse(decodeText(readFileSync(file))) ?? {};
  } catch (error) {
    faults.push(unreadable(file, error));
    return { settings: {}, file };
  }
  const wrong = faultsIn(content);
  if (wrong.length === 0) return { settings: withPathsFrom(file, content as CheckSettings), file };
  faults.push(...wrong.map((sentence) => `In the settings file ${file}, ${sentence}`));
  return { settings: {}, file };
}

function unreadable(file: string, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof YAMLError)
    return `The settings file ${file} is not YAML: ${message.split('\n')[0]}`;
  return code === 'ENOENT'
    ? `There is no settings file ${file}. Correct --config.`
    : `The settings file ${file} cannot be read (${code}).`;
}

/** One sentence for each setting that is wrong. */
function faultsIn(content: unknown): string[] {
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    return ['write each setting as "name: value", for example "whoami: http://localhost:3000/me".'];
  return Object.entries(content).flatMap(([name, value]) => {
    if (!isSetting(name)) {
      const near = nearest(name, settingNames);
      return [
        `"${name}" is not a setting${near ? `; did you mean "${near}"?` : `. The settings are ${settingNames.join(', ')}.`}`,
      ];
    }
    const { shape, words } = kinds[settingsTable[name].kind];
    return Value.Check(shape, value) ? [] : [`"${name}" must be ${words}.`];
  });
}

const isSetting = (name: string): name is SettingName => Object.hasOwn(settingsTable, name);

function withPathsFrom(file: string, settings: CheckSettings): CheckSettings {
  const folder = dirname(resolve(file));
  const path = (text: string) => (/^https?:/i.test(text) ? text : resolve(folder, text));
  const report = list(settings.report)?.map((each) => {
    const colon = each.indexOf(':');
    return colon < 0 ? each : `${each.slice(0, colon)}:${path(each.slice(colon + 1))}`;
  });
  return {
    ...settings,
    ...(settings['sp-metadata'] && { 'sp-metadata': path(settings['sp-metadata']) }),
    ...(settings.baseline && { baseline: path(settings.baseline) }),
    ...(settings.compare && { compare: path(settings.compare) }),
    ...(settings.cases && { cases: path(settings.cases) }),
    ...(settings.data && { data: path(settings.data) }),
    ...(settings.ca && { ca: path(settings.ca) }),
    ...(report && { report }),
  };
}

/** Splits `a,b`; a list is already split. */
export function list(value: string | readonly string[] | undefined): string[] | undefined {
  if (value === undefined) return undefined;
  const parts = typeof value === 'string' ? value.split(',') : value;
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
