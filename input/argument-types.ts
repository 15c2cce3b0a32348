import { nearest } from '../text-files/nearest.ts';
import { type Fault, InvalidInput, refuseFaults } from './invalid-input.ts';

const isFile = (value: unknown) => value instanceof Uint8Array;

/** The kinds of value that functions take, each with its test. */
const kinds = {
  string: { is: (value: unknown) => typeof value === 'string', words: 'a string' },
  boolean: { is: (value: unknown) => typeof value === 'boolean', words: 'true or false' },
  number: { is: (value: unknown) => Number.isFinite(value), words: 'a number' },
  date: {
    is: (value: unknown) => value instanceof Date && !Number.isNaN(value.getTime()),
    words: 'a valid Date',
  },
  'string[]': {
    is: (value: unknown) => isListOf(value, (one) => typeof one === 'string'),
    words: 'a list of strings',
  },
  file: { is: isFile, words: 'a Uint8Array' },
  'file[]': { is: (value: unknown) => isListOf(value, isFile), words: 'a list of Uint8Arrays' },
  object: { is: isObject, words: 'an object' },
  'object[]': { is: (value: unknown) => isListOf(value, isObject), words: 'a list of objects' },
} as const;

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `every` alone would skip the holes of a sparse array. */
function isListOf(value: unknown, is: (one: unknown) => boolean): boolean {
  return Array.isArray(value) && Array.from<unknown>(value).every(is);
}

type Kind = keyof typeof kinds;

type KindOf<Value> = [Value] extends [string]
  ? 'string'
  : [Value] extends [boolean]
    ? 'boolean'
    : [Value] extends [number]
      ? 'number'
      : [Value] extends [Date]
        ? 'date'
        : [Value] extends [Uint8Array]
          ? 'file'
          : [Value] extends [readonly string[]]
            ? 'string[]'
            : [Value] extends [readonly Uint8Array[]]
              ? 'file[]'
              : [Value] extends [readonly object[]]
                ? 'object[]'
                : 'object';

/** The kind of each property; `?` marks those that may be absent. A property that is missing here does not compile. */
export type ArgumentTypes<Values> = {
  readonly [Name in keyof Values]-?: undefined extends Values[Name]
    ? `${KindOf<Exclude<Values[Name], undefined>>}?`
    : KindOf<Values[Name]>;
};

/**
 * Checks what a JavaScript caller passed, before any rule reads it and before the database is given a value that it cannot
 * store. Properties that are not listed are refused too: a mistyped name would otherwise change nothing, silently.
 *
 * @throws {InvalidInput} `type` for a value of another type, `unknown_property` for a property that does not exist, `unicode`
 *   for a string that is not well-formed
 */
export function requireTypes<Values extends object>(
  values: Values,
  types: ArgumentTypes<Values>,
): void {
  const { faults } = readTypes(values, types);
  if (faults.length > 0) throw new InvalidInput(faults);
}

/** What was given; nothing is `undefined`. */
type Given<Values> = { [Name in keyof Values]?: Exclude<Values[Name], undefined> };

/**
 * The same for a function whose rules judge the other values as well, so that one refusal names all that is wrong.
 *
 * @param at what the names of properties begin with in faults, such as `filter.`
 * @returns the faults of `requireTypes`, and the values without one
 * @throws {InvalidInput} `type` when the argument is no object
 */
export function readTypes<Values extends object>(
  values: Values,
  types: ArgumentTypes<Values>,
  at = '',
): { sound: Given<Values>; faults: Fault[] } {
  if (!kinds.object.is(values)) throw new InvalidInput([typeFault('', 'The argument', 'object')]);
  const given: Readonly<Record<string, unknown>> = Object.fromEntries(Object.entries(values));
  const faults: Fault[] = [];
  const sound: Record<string, unknown> = {};
  for (const [name, type] of Object.entries<string>(types)) {
    const kind = type.replace('?', '') as Kind;
    const absent = given[name] === undefined && type.endsWith('?');
    const fault =
      !absent && !kinds[kind].is(given[name])
        ? typeFault(at + name, at + name, kind)
        : isUnicode(given[name])
          ? undefined
          : unicodeFault(at + name);
    if (fault) faults.push(fault);
    else if (given[name] !== undefined) sound[name] = given[name];
  }
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(types, name)) faults.push(unknownFault(at, name, Object.keys(types)));
  }
  return { sound: sound as Given<Values>, faults };
}

/** Refuses by type and by rule at once; a rule says nothing more about a value of a wrong type. @throws {InvalidInput} when there is a fault */
export function refuseTogether(
  ofTypes: readonly Fault[],
  ofRules: readonly (Fault | undefined)[],
): void {
  const named = ofTypes.map(({ property }) => property);
  const others = ofRules.filter((fault) => fault && !named.includes(fault.property));
  refuseFaults([...ofTypes, ...others]);
}

function unknownFault(at: string, name: string, properties: readonly string[]): Fault {
  const meant = nearest(name, properties);
  const hint = meant ? `did you mean ${meant}?` : `the properties are ${properties.join(', ')}.`;
  return {
    property: at + name,
    code: 'unknown_property',
    message: `There is no property ${name}; ${hint}`,
  };
}

/** SQLite stores UTF-8, which has no form for half of a surrogate pair: two such strings would become the same one. */
const isUnicode = (value: unknown): boolean =>
  [value].flat().every((one) => typeof one !== 'string' || one.isWellFormed());

const unicodeFault = (property: string): Fault => ({
  property,
  code: 'unicode',
  message: `${property} contains half of a surrogate pair, which is not a character.`,
});

const typeFault = (property: string, subject: string, kind: Kind): Fault => ({
  property,
  code: 'type',
  message: `${subject} must be ${kinds[kind].words}.`,
});
