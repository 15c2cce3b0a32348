import { nearest } from '../../text-files/nearest.ts';
import type { Path, PlacedFault } from './faults.ts';

/** What of JSON Schema the settings and the HTTP API use. */
interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** What properties that are not named are; false or absent: there are no others. */
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

const words: Readonly<Record<string, string>> = {
  array: 'a list',
  string: 'text',
  boolean: 'true or false',
  integer: 'a whole number',
  null: 'null',
};

/** How a kind of document is read, and what its objects are called. */
export interface Shape {
  /** The whole document, in a sentence. */
  readonly subject: string;
  /** What an object is called: `a map`. */
  readonly object: string;
  /** Whether a value at a path is text only because everything there is: a number or a boolean is read from it. */
  isText(path: Path): boolean;
  /** Whether a key without a value, as a list whose entries are all commented out leaves it, is as good as absent. */
  readonly emptyIsAbsent: boolean;
  report(fault: PlacedFault): void;
}

/** Values under these keys are not repeated in a message. */
const secrets: readonly string[] = ['password', 'secretKey'];

/**
 * Compares a value with a schema. TypeBox's own `Value.Errors` stops at eight errors, and reports a union as all of its branches.
 *
 * @returns the value without what is wrong, so that other faults can be found in the rest: a wrong entry of a list of maps is `undefined`
 */
export function checkShape(schema: object, value: unknown, shape: Shape): unknown {
  const { subject, isText, emptyIsAbsent, report } = shape;
  const check = (given: Schema, found: unknown, path: Path): unknown => {
    const one = given.anyOf ? branchFor(given.anyOf, found) : given;
    const meant = isText(path) ? readAs(one.type, found) : found;
    if (meant === undefined) return undefined;
    if (!fits(one, meant)) {
      const what = path.length === 0 ? `${subject} ` : '';
      const tooMany = one.type === 'array' && Array.isArray(meant);
      const not = tooMany ? `of ${meant.length}` : shown(meant, path, shape);
      report({ path, message: `${what}must be ${allowed(given, shape)}, not ${not}.` });
      return undefined;
    }
    if (Array.isArray(meant)) return checkList(one.items ?? {}, meant, path);
    return isMap(meant) ? checkMap(one, meant, path) : meant;
  };
  const checkList = (item: Schema, list: readonly unknown[], path: Path) => {
    const checked = list.map((each, index) => check(item, each, [...path, index]));
    return item.type === 'object' || !checked.includes(undefined) ? checked : undefined;
  };
  const isAbsent = (value: unknown) => value === undefined || (value === null && emptyIsAbsent);
  const checkMap = (
    { properties = {}, required = [], additionalProperties = false }: Schema,
    map: Readonly<Record<string, unknown>>,
    path: Path,
  ) => {
    const checked: [name: string, value: unknown][] = [];
    for (const [name, member] of Object.entries(map)) {
      const known = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
      if (typeof known !== 'object')
        report(unknownKey([...path, name], name, Object.keys(properties)));
      else if (!isAbsent(member)) checked.push([name, check(known, member, [...path, name])]);
    }
    for (const name of required)
      if (!Object.hasOwn(map, name) || isAbsent(map[name]))
        report({
          path,
          message: `${name} is missing; it must be ${allowed(properties[name] ?? {}, shape)}.`,
        });
    // Not by assignment, which a key such as __proto__ would turn into something else.
    const sound = Object.fromEntries(checked.filter(([, value]) => value !== undefined));
    return required.every((name) => Object.hasOwn(sound, name)) ? sound : undefined;
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
      return Array.isArray(value) && isWithin(value.length, schema.minItems, schema.maxItems);
    case 'null':
      return value === null;
    case 'string':
      return typeof value === 'string' && isWithin(value.length, schema.minLength);
    case 'integer':
      return Number.isSafeInteger(value) && Number(value) >= minimum && Number(value) <= maximum;
    default:
      return typeof value === schema.type;
  }
}

const isWithin = (size: number, least = 0, most = Infinity) => size >= least && size <= most;

function allowed(schema: Schema, shape: Pick<Shape, 'object'>): string {
  if (schema.anyOf) return schema.anyOf.map((each) => allowed(each, shape)).join(' or ');
  if (schema.enum) return schema.enum.join(', ').replace(/, ([^,]*)$/, ' or $1');
  if (schema.const !== undefined) return String(schema.const);
  if (schema.type === 'object') return `${shape.object} of keys and values`;
  const range =
    schema.maximum === undefined ? '' : ` from ${schema.minimum ?? 0} to ${schema.maximum}`;
  const size =
    schema.maxItems === undefined ? '' : ` of ${schema.minItems ?? 0} to ${schema.maxItems}`;
  const some = schema.minLength === undefined ? '' : ' that is not empty';
  return `${words[schema.type ?? ''] ?? 'a value'}${range}${size}${some}`;
}

/** What was found, in a few words. */
function shown(value: unknown, path: Path, { object, emptyIsAbsent, isText }: Shape): string {
  if (value === null || value === undefined) return emptyIsAbsent ? 'empty' : 'null';
  if (Array.isArray(value)) return 'a list';
  if (isMap(value)) return object;
  if (value === '') return 'empty';
  if (secrets.includes(String(path.at(-1)))) return `a ${typeof value}`;
  // Cut, it would no longer be found and masked.
  if (typeof value === 'string' && value.length > 80 && isText(path))
    return `a text of ${value.length} characters`;
  return typeof value === 'string' ? `"${value.slice(0, 80)}"` : String(value);
}

function readAs(type: string | undefined, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (type === 'boolean') return value === 'true' ? true : value === 'false' ? false : value;
  return type === 'integer' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
