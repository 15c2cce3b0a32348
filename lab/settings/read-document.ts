import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
} from 'yaml';
import type { Path, PlacedFault } from './faults.ts';

/** Where in a file something is, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A settings file as YAML; JSON is YAML too (YAML 1.2, 1.2). */
export interface SettingsDocument {
  readonly value: unknown;
  /** Of the value at a path, or of what is nearest above it. */
  positionOf(fault: Pick<PlacedFault, 'path' | 'key'>): Position;
}

/** Text that is not YAML. */
export class NotYaml extends Error {
  readonly faults: readonly (Position & { readonly message: string })[];

  constructor(faults: readonly (Position & { readonly message: string })[]) {
    super(faults[0]?.message);
    this.name = 'NotYaml';
    this.faults = faults;
  }
}

/** An alias is a copy of its anchor; ten lines of aliases of aliases would be a billion copies. */
const MAX_ALIASES = 100;

/** Values that aliases may add to those that the file has. */
const MAX_ADDED = 50_000;

/** How many values aliases refer to: counted once for each anchor, and before anything is copied. */
function addedByAliases({ contents }: Document.Parsed): number {
  const sizes = new Map<string, number>();
  let added = 0;
  const sizeOf = (node: unknown): number => {
    if (isAlias(node)) {
      // An alias in its own anchor would never end.
      const size = sizes.get(node.source) ?? 0;
      added += size;
      return size;
    }
    const { anchor } = (node ?? {}) as { anchor?: string };
    if (anchor !== undefined) sizes.set(anchor, Number.POSITIVE_INFINITY);
    const items = isMap(node)
      ? node.items.flatMap(({ key, value }) => [key, value])
      : isSeq(node)
        ? node.items
        : [];
    const size = items.reduce<number>((sum, item) => sum + sizeOf(item), 1);
    if (anchor !== undefined) sizes.set(anchor, size);
    return size;
  };
  sizeOf(contents);
  return added;
}

/** @throws {NotYaml} with every syntax error, each line once */
export function readDocument(text: string): SettingsDocument {
  const lines = new LineCounter();
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  let document: Document.Parsed;
  let value: unknown;
  try {
    document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
    // The parser reports its own stack overflow as an error in the text.
    if (document.errors.some(({ message }) => message.includes('call stack')))
      throw new RangeError();
    const errors = document.errors.map(({ pos, message }) => ({
      ...at(pos[0]),
      message: `This is not YAML: ${message}${message.endsWith('.') ? '' : '.'}`,
    }));
    const each = errors.filter(
      ({ line }, index) => errors.findIndex((other) => other.line === line) === index,
    );
    if (each.length > 0) throw new NotYaml(each);
    if (addedByAliases(document) > MAX_ADDED) throw new ReferenceError();
    value = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    if (error instanceof NotYaml) throw error;
    const message =
      error instanceof ReferenceError
        ? `The aliases in this file expand to too much: write the values out, or use at most ${MAX_ALIASES}.`
        : 'This file is nested too deeply to be read.';
    throw new NotYaml([{ line: 1, column: 1, message }]);
  }
  return { value, positionOf: ({ path, key }) => at(offsetOf(document, path, key)) };
}

function offsetOf(document: Document.Parsed, path: Path, key = false): number {
  let node: Node | null | undefined = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const [depth, part] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair: Pair | undefined = node.items.find(
        (each) => isScalar(each.key) && String(each.key.value) === part,
      );
      if (!pair) break;
      const name = pair.key as Node;
      const value = pair.value as Node | null;
      const isLast = depth === path.length - 1;
      offset = (isLast && key ? name : (value ?? name)).range?.[0] ?? offset;
      node = value;
    } else if (isSeq(node)) {
      node = node.items[Number(part)] as Node | undefined;
      if (!node) break;
      offset = node.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}
