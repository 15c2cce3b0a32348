import { LabError, type NamedOption } from '../errors.ts';
import type { LabOptions } from '../lab-options.ts';
import type { LoadedSettings } from '../settings/load-settings.ts';

/** What a settings file decides too, where the caller does not. */
const KEYS = [
  ...(['lab', 'idp', 'sp'] as const).map((site) => `ports.${site}` as const),
  ...(['lab', 'idp', 'sp'] as const).map((site) => `addresses.publicUrls.${site}` as const),
  ...(['host', 'https', 'tlsCert', 'singlePort'] as const).map(
    (name) => `addresses.${name}` as const,
  ),
] satisfies NamedOption[];

/**
 * An error about what the settings say names their key and its place, and not the option of the caller.
 *
 * @returns the error itself, when it is no `LabError` or there are no settings
 */
export function wordedBySettings(
  error: unknown,
  options: LabOptions,
  loaded: LoadedSettings | undefined,
): unknown {
  if (!loaded || !(error instanceof LabError) || error.code === 'invalid_settings') return error;
  const keys = KEYS.filter((key) => {
    const path = key.split('.');
    return valueAt(options, path) === undefined && valueAt(loaded.settings, path) !== undefined;
  });
  const words = Object.fromEntries(keys.map((key) => [key, loaded.nameOf(key.split('.'))]));
  return new LabError(error.code, (option) => error.worded({ ...option, ...words }));
}

function valueAt(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  return valueAt(Reflect.get(value, key), rest);
}
