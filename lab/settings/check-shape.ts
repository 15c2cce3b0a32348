import { nearest } from '../../text-files/nearest.ts';
import type { Path, PlacedFault } from './faults.ts';

/** What of JSON Schema `schema.ts` uses. */
interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
}

const words: Readonly<Record<string, string>> = {
  object: 'a map of keys and values',
  array: 'a list',
  string: 'text',
  boolean: 'true or false',
  integer: 'a whole number',
};

/** Values under these keys are not repeated in a message. */
const secrets: readonly string[] = ['password', 'secretKey'];

/**
 * Compares a value with a schema. TypeBox's own `Value.Errors` stops at eight errors, and reports a union as all of its branches.
 *
 * @param isText whether the value at a path is text only because it came from the environment: a number or a boolean is read from it
 * @returns the value without what is wrong, so that other faults can be found in the rest: a wrong entry of a list of maps is `undefined`
 */
export function checkShape(
  schema: object,
  value: unknown,
  isText: (path: Path) => boolean,
  report: (fault: PlacedFault) => void,
): unknown {
  const check = (given: Schema, found: unknown, path: Path): unknown => {
    const one = given.anyOf ? branchFor(given.anyOf, found) : given;
    const meant = isText(path) ? readAs(one.type, found) : found;
    if (meant === undefined) return undefined;
    if (!fits(one, meant)) {
      const subject = path.length === 0 ? 'the settings ' : '';
      report({ path, message: `${subject}must be ${allowed(given)}, not ${shown(meant, path)}.` });
      return undefined;
    }
    if (Array.isArray(meant)) return checkList(one.items ?? {}, meant, path);
    return isMap(meant) ? checkMap(one, meant, path) : meant;
  };
  const checkList = (item: Schema, list: readonly unknown[], path: Path) => {
    const checked = list.map((each, index) => check(item, each, [...path, index]));
    return item.type === 'object' || !checked.includes(undefined) ? checked : undefined;
  };
  const checkMap = (
    { properties = {}, required = [] }: Schema,
    map: Readonly<Record<string, unknown>>,
    path: Path,
  ) => {
    const checked: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(map)) {
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (!known) report(unknownKey([...path, name], name, Object.keys(properties)));
      // A key without a value, as a list whose entries are all commented out leaves it, is as good as absent.
      const result = known && member !== null ? check(known, member, [...path, name]) : undefined;
      if (result !== undefined) checked[name] = result;
    }
    for (const name of required)
      if (!Object.hasOwn(map, name) || map[name] === null)
        report({
          path,
          message: `${name} is missing; it must be ${allowed(properties[name] ?? {})}.`,
        });
    return required.every((name) => checked[name] !== undefined) ? checked : undefined;
  };
  return check(schema as Schema, value, []);
}

function unknownKey(path: Path, name: string, keys: readonly string[]): PlacedFault {
  const near = nearest(name, keys);
  const hint = near ? `did you mean ${near}?` : `the keys here are ${keys.join(', ')}.`;
  return { path, key: true, message: `there is no such key; ${hint}` };
}

/** The branch of a union for a value of this type: the one whose faults are about what was meant. */
const branchFor = (branches: readonly Schema[], value: unknown): Schema =>
  branches.find((each) => fits(each, value)) ?? branches.at(-1) ?? {};

function fits(schema: Schema, value: unknown): boolean {
  if (schema.enum) return schema.enum.includes(value);
  if (schema.const !== undefined) return schema.const === value;
  const { minimum = -Infinity, maximum = Infinity } = schema;
  switch (schema.type) {
    case 'object':
      return isMap(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isSafeInteger(value) && Number(value) >= minimum && Number(value) <= maximum;
    default:
      return typeof value === schema.type;
  }
}

function allowed(schema: Schema): string {
  if (schema.anyOf) return schema.anyOf.map(allowed).join(' or ');
  if (schema.enum) return schema.enum.join(', ').replace(/, ([^,]*)$/, ' or $1');
  if (schema.const !== undefined) return String(schema.const);
  const range =
    schema.maximum === undefined ? '' : ` from ${schema.minimum ?? 0} to ${schema.maximum}`;
  return `${words[schema.type ?? ''] ?? 'a value'}${range}`;
}

/** What was found, in a few words. */
function shown(value: unknown, path: Path): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (isMap(value)) return 'a map';
  if (secrets.includes(String(path.at(-1)))) return `a ${typeof value}`;
  return typeof value === 'string' ? `"${value.slice(0, 80)}"` : String(value);
}

function readAs(type: string | undefined, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (type === 'boolean') return value === 'true' ? true : value === 'false' ? false : value;
  return type === 'integer' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
