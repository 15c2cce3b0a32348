import { PatternReader } from './pattern-reader.ts';
import { boundaryWord, readEscape, readSet } from './sets.ts';
import {
  type Alternatives,
  type Capture,
  type Node,
  noOptions,
  type Options,
  type Pattern,
  PatternFault,
} from './syntax.ts';

/** How deep groups may be nested. */
const MAX_DEPTH = 50;
const MAX_REPEAT = 1000;

/**
 * Reads a pattern in the syntax of .NET ("Regular expression language quick reference").
 *
 * @throws {PatternFault} when .NET would refuse it, or when it uses what JavaScript cannot do
 */
export function parsePattern(text: string): Pattern {
  const parser = new Parser(text);
  return { body: parser.readAll(), captures: parser.captures };
}

class Parser {
  readonly captures: Capture[] = [];
  readonly #reader: PatternReader;
  #depth = 0;

  constructor(text: string) {
    this.#reader = new PatternReader(text);
  }

  readAll(): Alternatives {
    const body = this.#alternatives(noOptions);
    if (!this.#reader.atEnd) throw new PatternFault('There is a ) without a ( before it.');
    return body;
  }

  /** Up to the end or the closing parenthesis; inline options hold until there, also in later alternatives. */
  #alternatives(given: Options): Alternatives {
    const reader = this.#reader;
    if (++this.#depth > MAX_DEPTH)
      throw new PatternFault(`Groups can be nested ${MAX_DEPTH} deep at most.`);
    let options = given;
    const all: Node[][] = [[]];
    while (!reader.atEnd && reader.next !== ')') {
      if (this.#skipIgnored(options)) continue;
      if (reader.takeIf('|')) {
        all.push([]);
        continue;
      }
      const node = this.#piece(options);
      if ('options' in node) {
        options = node.options;
        continue;
      }
      all.at(-1)?.push(this.#repeated(node, options));
    }
    this.#depth--;
    return all;
  }

  /** Comments, and with the option x white space. */
  #skipIgnored({ ignorePatternWhitespace }: Options): boolean {
    const reader = this.#reader;
    if (reader.takeIf('(?#')) {
      reader.takeMatch(/[^)]*/y);
      if (!reader.takeIf(')')) throw new PatternFault('A comment (?# is not closed by ).');
      return true;
    }
    return ignorePatternWhitespace && reader.takeMatch(/(?:\s|#[^\n]*)+/y) !== '';
  }

  #piece(options: Options): Node | { options: Options } {
    const { ignoreCase, multiline, singleline } = options;
    const character = this.#reader.take();
    switch (character) {
      case '(':
        return this.#parenthesis(options);
      case '[':
        return { type: 'set', javascript: readSet(this.#reader), ignoreCase };
      case '.':
        // JavaScript's dot stops at more line ends than that of .NET.
        return { type: 'set', javascript: singleline ? '[^]' : '[^\\n]', ignoreCase };
      case '^':
        return { type: 'anchor', javascript: multiline ? '(?<![^\\n])' : '(?<![^])' };
      case '$':
        return { type: 'anchor', javascript: multiline ? '(?![^\\n])' : '(?=\\n?(?![^]))' };
      case '\\':
        return this.#backslash(options);
      case '*':
      case '+':
      case '?':
        throw new PatternFault(`The quantifier ${character} follows nothing that it could repeat.`);
      case '{':
        if (this.#reader.takeMatch(/\d+(?:,\d*)?\}/y) !== '')
          throw new PatternFault('A quantifier in braces follows nothing that it could repeat.');
    }
    return { type: 'character', code: character.codePointAt(0) ?? 0, ignoreCase };
  }

  #backslash({ ignoreCase }: Options): Node {
    const reader = this.#reader;
    const digits = reader.takeMatch(/[1-9]\d*/y);
    if (digits !== '') return { type: 'reference', group: digits, ignoreCase };
    if (/^k[<']/.test(reader.next + reader.peek(1))) {
      reader.take();
      return { type: 'reference', group: this.#name(), ignoreCase };
    }
    const anchor = anchors[reader.next];
    if (anchor !== undefined) {
      reader.take();
      return { type: 'anchor', javascript: anchor };
    }
    const escaped = readEscape(reader);
    if (typeof escaped === 'number') return { type: 'character', code: escaped, ignoreCase };
    return { type: 'set', javascript: `[${escaped}]`, ignoreCase };
  }

  /** A name between `<` and `>` or between apostrophes. */
  #name(): string {
    const reader = this.#reader;
    const end = reader.take() === "'" ? "'" : '>';
    const name = reader.takeMatch(/[\p{L}\p{Mn}\p{Nd}\p{Pc}]+/uy);
    if (reader.next === '-')
      throw new PatternFault(
        'Balancing groups such as (?<a-b>...) are not supported: JavaScript has no such thing.',
      );
    if (name === '' || !reader.takeIf(end) || /^\d+\D/.test(name) || /^0/.test(name))
      throw new PatternFault('A group needs a name of letters and digits, such as (?<name>...).');
    return name;
  }

  #parenthesis(options: Options): Node | { options: Options } {
    const reader = this.#reader;
    if (!reader.takeIf('?'))
      return this.#group('plain', options, options.explicitCapture ? undefined : {});
    if (reader.takeIf(':')) return this.#group('plain', options);
    if (reader.takeIf('>')) return this.#group('atomic', options);
    if (reader.takeIf('=')) return this.#look(options, false, false);
    if (reader.takeIf('!')) return this.#look(options, false, true);
    if (reader.takeIf('<=')) return this.#look(options, true, false);
    if (reader.takeIf('<!')) return this.#look(options, true, true);
    if (reader.takeIf('(')) return this.#choice(options);
    if (reader.next === '<' || reader.next === "'") {
      const name = this.#name();
      return this.#group('plain', options, { name });
    }
    if (reader.takeIf('P<'))
      throw new PatternFault("(?P<name>...) is not .NET: write (?<name>...) or (?'name'...).");
    return this.#inlineOptions(options);
  }

  #closed(body: Alternatives): Alternatives {
    if (!this.#reader.takeIf(')')) throw new PatternFault('A ( is not closed by ).');
    return body;
  }

  #group(kind: 'plain' | 'atomic', options: Options, capture?: Capture): Node {
    if (capture) this.captures.push(capture);
    return { type: 'group', kind, capture, body: this.#closed(this.#alternatives(options)) };
  }

  #look(options: Options, behind: boolean, negative: boolean): Node & { type: 'look' } {
    return { type: 'look', behind, negative, body: this.#closed(this.#alternatives(options)) };
  }

  /** `(?(test)yes|no)`; `(?(` was taken. */
  #choice(options: Options): Node {
    const reader = this.#reader;
    const look = /^(\?<?[=!])/.exec(reader.next + reader.peek(1) + reader.peek(2))?.[1];
    if (look === undefined)
      throw new PatternFault(
        'A condition such as (?(name)...) or (?(1)...) is not supported; a lookaround is: (?(?=test)yes|no).',
      );
    reader.takeIf(look);
    const test = this.#look(options, look.includes('<'), look.endsWith('!'));
    const [yes = [], no = [], ...more] = this.#closed(this.#alternatives(options));
    if (more.length > 0) throw new PatternFault('A condition has two alternatives at most.');
    return { type: 'choice', test, yes, no };
  }

  /** `(?i)` changes the options from here on, `(?i:...)` those of a group. `(?` was taken. */
  #inlineOptions(options: Options): Node | { options: Options } {
    const reader = this.#reader;
    const letters = reader.takeMatch(/[a-zA-Z]*(?:-[a-zA-Z]*)?/y).toLowerCase();
    const odd = /[^imnsx-]/.exec(letters)?.[0];
    if (odd !== undefined || (letters === '' && reader.next !== ':'))
      throw new PatternFault(`(?${odd ?? reader.next} is not a group of .NET.`);
    const [on = '', off = ''] = letters.split('-');
    const changed = { ...options };
    for (const letter of on) changed[optionOf[letter] ?? 'ignoreCase'] = true;
    for (const letter of off) changed[optionOf[letter] ?? 'ignoreCase'] = false;
    if (reader.takeIf(')')) return { options: changed };
    if (reader.takeIf(':')) return this.#group('plain', changed);
    throw new PatternFault('Inline options end in ) or :, such as (?i) or (?i:...).');
  }

  #repeated(node: Node, options: Options): Node {
    while (this.#skipIgnored(options));
    const reader = this.#reader;
    const given = reader.takeMatch(/[*+?]|\{\d+(?:,\d*)?\}/y);
    if (given === '') return node;
    const lazy = reader.takeIf('?');
    const [min, max] = boundsOf(given);
    if (min > max)
      throw new PatternFault(`${given} is no quantifier: the least is above the most.`);
    if (Number.isFinite(max) ? max > MAX_REPEAT : min > MAX_REPEAT)
      throw new PatternFault(`A quantifier can repeat ${MAX_REPEAT} times at most.`);
    const further = reader.takeMatch(/[*+?]|\{\d+(?:,\d*)?\}/y);
    if (further !== '')
      throw new PatternFault(
        `The quantifier ${further} follows another quantifier: .NET has no possessive quantifiers; an atomic group (?>...) does the same.`,
      );
    return { type: 'repeat', node, min, max, lazy };
  }
}

const optionOf: Readonly<Record<string, keyof Options>> = {
  i: 'ignoreCase',
  m: 'multiline',
  n: 'explicitCapture',
  s: 'singleline',
  x: 'ignorePatternWhitespace',
};

/** Anchors that are not written as in JavaScript, by the letter after the backslash. */
const anchors: Readonly<Record<string, string>> = {
  A: '(?<![^])',
  // The first match is sought, so the previous one ended at the beginning.
  G: '(?<![^])',
  Z: '(?=\\n?(?![^]))',
  z: '(?![^])',
  b: `(?:(?<=[${boundaryWord}])(?![${boundaryWord}])|(?<![${boundaryWord}])(?=[${boundaryWord}]))`,
  B: `(?:(?<=[${boundaryWord}])(?=[${boundaryWord}])|(?<![${boundaryWord}])(?![${boundaryWord}]))`,
};

function boundsOf(quantifier: string): [min: number, max: number] {
  if (quantifier === '*') return [0, Number.POSITIVE_INFINITY];
  if (quantifier === '+') return [1, Number.POSITIVE_INFINITY];
  if (quantifier === '?') return [0, 1];
  const [least = '0', most] = quantifier.slice(1, -1).split(',');
  const min = Number(least);
  if (most === undefined) return [min, min];
  return [min, most === '' ? Number.POSITIVE_INFINITY : Number(most)];
}
