import { LabError } from '../errors.ts';

/** Keys and positions from the top of the settings to a value: `['tenants', 0, 'domain']`. */
export type Path = readonly (string | number)[];

/** One thing that is wrong with settings. */
export interface SettingsFault {
  /** The file as it was named; undefined for settings that were not read from a file. */
  readonly file: string | undefined;
  /** From 1; undefined without a file, and for a file that cannot be read. */
  readonly line: number | undefined;
  /** From 1; undefined as `line` is. */
  readonly column: number | undefined;
  /** Where: `tenants[0].users[1].mail`; `''` is the whole file. */
  readonly place: string;
  /** One sentence: what was found, and what is allowed. */
  readonly message: string;
}

/** A fault before its position in the file is known. */
export interface PlacedFault {
  readonly path: Path;
  /** The key itself is wrong, not its value. */
  readonly key?: boolean;
  readonly message: string;
}

/** Settings that cannot be used: every fault that was found. Nothing was started or changed, unless a message says so. */
export class InvalidSettings extends LabError {
  /** In the order in which they are in the settings; at least one. */
  readonly faults: readonly SettingsFault[];

  constructor(faults: readonly SettingsFault[]) {
    super('invalid_settings', faults.map(sentence).join('\n'));
    this.name = 'InvalidSettings';
    this.faults = faults;
  }
}

/** `samlab.yaml:4:7: tenants[0].id: ...`, which editors and terminals make a link of. */
function sentence({ file, line, column, place, message }: SettingsFault): string {
  const position = [file, line, column].filter((part) => part !== undefined).join(':');
  return [position, place, message].filter((part) => part !== '').join(': ');
}

/** `tenants[0].users[1].mail` */
export function placeOf(path: Path): string {
  return path.reduce<string>(
    (place, key) =>
      typeof key === 'number' ? `${place}[${key}]` : place === '' ? key : `${place}.${key}`,
    '',
  );
}
