import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { parse, YAMLError } from 'yaml';

const Text = Type.String({ minLength: 1 });
const Texts = Type.Array(Text);

/** The settings file: the options of the command by their names, and what only a file can say. */
const Settings = Type.Object(
  {
    'sp-metadata': Type.Optional(Text),
    'login-url': Type.Optional(Text),
    whoami: Type.Optional(Text),
    success: Type.Optional(Text),
    'name-id': Type.Optional(Text),
    /** Claims that the service provider wants beyond the default ones: name and value or values. */
    claims: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Texts]))),
    /** Format of the NameID, a URN. */
    'name-id-format': Type.Optional(Text),
    unsolicited: Type.Optional(Type.Boolean()),
    group: Type.Optional(Type.Union([Text, Texts])),
    case: Type.Optional(Type.Union([Text, Texts])),
    baseline: Type.Optional(Text),
    report: Type.Optional(Type.Union([Text, Texts])),
    concurrency: Type.Optional(Type.Integer()),
    browser: Type.Optional(Type.Boolean()),
    'target-is-mine': Type.Optional(Type.Boolean()),
    'allow-load': Type.Optional(Type.Boolean()),
    data: Type.Optional(Text),
    /** Where it starts a sign-in with ForceAuthn, and one that asks for a class of authentication. */
    'force-authn-login-url': Type.Optional(Text),
    'authn-context-login-url': Type.Optional(Text),
    offers: Type.Optional(Type.Union([Text, Texts])),
  },
  { additionalProperties: false },
);

export type CheckSettings = Static<typeof Settings>;

export const usualFile = 'samlab-check.yaml';

/**
 * Reads the settings file; without a name, the usual one of the working directory, if it is there. Relative paths in it are relative to
 * the file. Faults are added to `faults`, one sentence each.
 */
export function readSettingsFile(
  given: string | undefined,
  faults: string[],
): { settings: CheckSettings; file: string | undefined } {
  const file = given ?? (existsSync(usualFile) ? usualFile : undefined);
  if (file === undefined) return { settings: {}, file };
  let content: unknown;
  try {
    content = parse(readFileSync(file, 'utf8')) ?? {};
  } catch (error) {
    faults.push(unreadable(file, error));
    return { settings: {}, file };
  }
  if (Value.Check(Settings, content)) return { settings: fromHere(content, file), file };
  for (const sentence of faultsIn(content))
    faults.push(`In the settings file ${file}, ${sentence}`);
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
    return ['there must be settings by name, as in "whoami: http://localhost:3000/me".'];
  return Object.entries(content).flatMap(([name, value]) => {
    const shape = Object.entries(Settings.properties).find(([known]) => known === name)?.[1];
    if (!shape) return [`"${name}" is unknown; the names are those of the options.`];
    if (Value.Check(shape, value)) return [];
    return [`"${name}" has the wrong kind of value.`];
  });
}

function fromHere(settings: CheckSettings, file: string): CheckSettings {
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
    ...(settings.data && { data: path(settings.data) }),
    ...(report && { report }),
  };
}

/** Lists are written as such, or as `a,b`. */
export function list(value: string | readonly string[] | undefined): string[] | undefined {
  if (value === undefined) return undefined;
  const parts = typeof value === 'string' ? value.split(',') : value;
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
