import { literal } from './sets.ts';
import {
  type Alternatives,
  type Capture,
  type Node,
  type Pattern,
  PatternFault,
} from './syntax.ts';

/** A pattern as JavaScript runs it. */
export interface Translated {
  readonly expression: RegExp;
  /** The groups of the expression that a name or number of .NET refers to; the last one that took part counts. */
  readonly groups: ReadonlyMap<string, readonly number[]>;
  /** Names and numbers whose value JavaScript may lose in a repetition, where .NET keeps the one of an earlier turn. */
  readonly unstable: ReadonlySet<string>;
}

/**
 * Translates a pattern that was read. Inline options, anchors and classes become what means the same in JavaScript.
 *
 * @throws {PatternFault} when the two languages would match differently
 */
export function toJavaScript({ body, captures }: Pattern): Translated {
  const writer = new Writer(namesOf(captures));
  const source = writer.alternatives(body, new Set());
  return { expression: compiled(source), groups: writer.groups, unstable: writer.unstable };
}

function compiled(source: string): RegExp {
  try {
    return new RegExp(source, 'v');
  } catch {
    throw new PatternFault('The pattern is too large for the engine that runs it here.');
  }
}

/** Groups without a name are numbered first, then those with one ("Grouping constructs in regular expressions"). */
function namesOf(captures: readonly Capture[]): ReadonlyMap<Capture, readonly string[]> {
  const taken = new Set(captures.flatMap(({ name }) => (name && /^\d/.test(name) ? [name] : [])));
  let number = 0;
  const next = () => {
    do number++;
    while (taken.has(String(number)));
    return String(number);
  };
  const names = new Map<Capture, readonly string[]>();
  for (const capture of captures) if (capture.name === undefined) names.set(capture, [next()]);
  const numbers = new Map<string, string>();
  for (const capture of captures) {
    const { name } = capture;
    if (name === undefined) continue;
    if (/^\d/.test(name)) {
      names.set(capture, [name]);
      continue;
    }
    const known = numbers.get(name) ?? next();
    numbers.set(name, known);
    names.set(capture, [name, known]);
  }
  return names;
}

class Writer {
  readonly groups = new Map<string, number[]>([['0', [0]]]);
  readonly unstable = new Set<string>();
  readonly #names: ReadonlyMap<Capture, readonly string[]>;
  #written = 0;
  #behind = 0;

  constructor(names: ReadonlyMap<Capture, readonly string[]>) {
    this.#names = names;
  }

  /** @param certain the groups that have surely taken part so far; those of the alternatives are added */
  alternatives(body: Alternatives, certain: Set<string>): string {
    const after: Set<string>[] = [];
    const written = body.map((nodes) => {
      const own = new Set(certain);
      after.push(own);
      return nodes.map((node) => this.#node(node, own)).join('');
    });
    const [first = new Set<string>(), ...others] = after;
    for (const name of first) if (others.every((one) => one.has(name))) certain.add(name);
    return written.join('|');
  }

  #node(node: Node, certain: Set<string>): string {
    switch (node.type) {
      case 'character':
        return folded(literal(node.code), node.ignoreCase);
      case 'set':
        return folded(node.javascript, node.ignoreCase);
      case 'anchor':
        return node.javascript;
      case 'reference':
        return folded(this.#reference(node.group, certain), node.ignoreCase);
      case 'group':
        return this.#group(node, certain);
      case 'look':
        return this.#look(node, certain);
      case 'choice':
        return this.#choice(node, certain);
      case 'repeat':
        return this.#repeat(node, certain);
    }
  }

  /** .NET fails at a group that took no part, JavaScript goes on. */
  #reference(name: string, certain: ReadonlySet<string>): string {
    const all = [...this.#names.values()].filter((names) => names.includes(name));
    // Two or three octal digits are a character where there is no such group.
    if (all.length === 0 && /^[1-3]?[0-7]{2}$/.test(name)) return literal(Number.parseInt(name, 8));
    if (all.length === 0) throw new PatternFault(`There is no group ${name} to refer back to.`);
    const [index, ...more] = this.groups.get(name) ?? [];
    const isOne = index !== undefined && more.length === 0 && all.length === 1;
    // A lookbehind is matched from right to left, so what precedes has not taken part.
    if (!isOne || !certain.has(name) || this.#behind > 0)
      throw new PatternFault(
        `The reference back to the group ${name} is not supported: .NET and JavaScript differ where the group has taken no part.`,
      );
    return `(?:\\${index})`;
  }

  #group(node: Node & { type: 'group' }, certain: Set<string>): string {
    if (node.kind === 'atomic') return this.#atomic(node.body, certain);
    if (!node.capture) return `(?:${this.alternatives(node.body, certain)})`;
    const index = ++this.#written;
    const written = `(${this.alternatives(node.body, certain)})`;
    for (const name of this.#names.get(node.capture) ?? []) {
      this.groups.set(name, [...(this.groups.get(name) ?? []), index]);
      certain.add(name);
    }
    return written;
  }

  /** A lookahead is atomic: what it captured is then matched again. */
  #atomic(body: Alternatives, certain: Set<string>): string {
    if (this.#behind > 0)
      throw new PatternFault('An atomic group (?>...) inside a lookbehind is not supported.');
    const index = ++this.#written;
    return `(?:(?=(${this.alternatives(body, certain)}))\\${index})`;
  }

  #look({ behind, negative, body }: Node & { type: 'look' }, certain: Set<string>): string {
    const inside = new Set(certain);
    if (behind) this.#behind++;
    const written = this.alternatives(body, inside);
    if (behind) this.#behind--;
    if (!negative) for (const name of inside) certain.add(name);
    return `(?:(?${behind ? '<' : ''}${negative ? '!' : '='}${written}))`;
  }

  #choice({ test, yes, no }: Node & { type: 'choice' }, certain: Set<string>): string {
    const opposite = { ...test, negative: !test.negative };
    return `(?:${this.alternatives(
      [
        [test, ...yes],
        [opposite, ...no],
      ],
      certain,
    )})`;
  }

  #repeat({ node, min, max, lazy }: Node & { type: 'repeat' }, certain: Set<string>): string {
    const inside = new Set(certain);
    const before = new Map(this.groups);
    const written = this.#node(node, inside);
    const own = [...this.groups].filter(([name, all]) => before.get(name)?.length !== all.length);
    if (max > 1) for (const [name] of own) if (!inside.has(name)) this.unstable.add(name);
    if (min > 0) for (const name of inside) certain.add(name);
    const most = Number.isFinite(max) ? max : '';
    return `(?:${written}){${min},${most}}${lazy ? '?' : ''}`;
  }
}

const folded = (javascript: string, ignoreCase: boolean) =>
  ignoreCase ? `(?i:${javascript})` : javascript;
