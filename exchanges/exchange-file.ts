import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { decodeText } from '../text-files/decode-text.ts';
import type { Exchange } from './exchange.ts';
import { ExchangeShape } from './exchange-shape.ts';

/** What the shape of a file allows; the compiler compares it with `Exchange` in both directions below. */
type InFile = Static<typeof ExchangeShape>;

/** The largest file, in bytes: two messages at their limit, and the rest. */
export const MAX_FILE_BYTES = 4 * 1024 * 1024;

/** A file that is not an exchange. */
export class ExchangeFileError extends Error {
  /** One sentence for each fault. */
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ExchangeFileError';
    this.faults = faults;
  }
}

/** An exchange as a JSON file. */
export function writeExchange(exchange: Exchange): string {
  const content: InFile = exchange;
  return `${JSON.stringify(content, null, 2)}\n`;
}

/**
 * Reads a file that `writeExchange` wrote, perhaps changed by hand since.
 *
 * @throws {ExchangeFileError} with a sentence for each fault: too large, not JSON, a value that does not fit, one that is missing or unknown
 */
export function readExchange(file: Uint8Array): Exchange {
  if (file.length > MAX_FILE_BYTES)
    throw new ExchangeFileError([
      `The file has ${file.length} bytes; an exchange has at most ${MAX_FILE_BYTES}.`,
    ]);
  const content = parse(file);
  const faults = faultsIn(ExchangeShape, content, '');
  if (faults.length > 0) throw new ExchangeFileError(shorten(faults));
  return content as InFile;
}

function parse(file: Uint8Array): unknown {
  let content: unknown;
  try {
    content = JSON.parse(decodeText(file));
  } catch (error) {
    throw new ExchangeFileError([
      `The file is not JSON: ${error instanceof Error ? error.message : 'it cannot be parsed'}. Choose a file that "Download as JSON" of an exchange wrote.`,
    ]);
  }
  if (isObject(content) && 'log' in content && !('version' in content))
    throw new ExchangeFileError([
      'The file looks like a HAR file, not like an exchange. Choose a file that "Download as JSON" of an exchange wrote.',
    ]);
  return content;
}

const MAX_FAULTS = 20;

const shorten = (faults: readonly string[]): readonly string[] =>
  faults.length <= MAX_FAULTS
    ? faults
    : [...faults.slice(0, MAX_FAULTS), `There are ${faults.length - MAX_FAULTS} more faults.`];

/** One sentence for each value that does not fit. Typebox's own list ends after a few, and says "must be equal to constant". */
function faultsIn(shape: TSchema, value: unknown, path: string): string[] {
  const name = path === '' ? 'The file' : path;
  const { type, properties, required, items, maxItems, description } = shape as Described;
  if (type === 'object' && properties) {
    if (!isObject(value)) return [`${name} must be an object.`];
    const under = (key: string) => (path === '' ? key : `${path}.${key}`);
    return [
      ...Object.keys(value)
        .filter((key) => !Object.hasOwn(properties, key))
        .map((key) => `${under(key.slice(0, 60))} is not part of an exchange.`),
      ...Object.entries(properties).flatMap(([key, inner]) => {
        if (Object.hasOwn(value, key)) return faultsIn(inner, value[key], under(key));
        return required?.includes(key) ? [`${under(key)} is missing.`] : [];
      }),
    ];
  }
  if (type === 'array' && items) {
    if (!Array.isArray(value)) return [`${name} must be a list.`];
    if (maxItems !== undefined && value.length > maxItems)
      return [`${name} must have at most ${maxItems} items, not ${value.length}.`];
    return value.flatMap((item, index) => faultsIn(items, item, `${path}[${index}]`));
  }
  return Value.Check(shape, value) ? [] : [`${name} must be ${description}.`];
}

interface Described {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly required?: readonly string[];
  readonly items?: TSchema;
  readonly maxItems?: number;
  readonly description?: string;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
