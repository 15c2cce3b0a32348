/** Arrays as PHP writes them (https://www.php.net/manual/en/language.types.array.php), without running any PHP. */

/** A value of a configuration file. Arrays are maps; members without a key have the next number. */
export type PhpValue = string | number | boolean | null | PhpArray;
export type PhpArray = ReadonlyMap<string | number, PhpValue>;

/** The file has something that cannot be read without running PHP. `line` begins with 1. */
class PhpSyntaxError extends Error {
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

const MAX_DEPTH = 20;

/**
 * Reads `$name = array(...);` or `$name = [...];` of a PHP file: text, numbers, true, false, null and arrays of them.
 *
 * @throws {PhpSyntaxError} when the variable is not set so, or its value has anything else, such as a call
 */
export function readPhpArray(source: string, name: string): PhpArray {
  const tokens = tokensOf(source);
  const at = tokens.findIndex(
    ({ text, isString }, index) =>
      !isString && text === `$${name}` && tokens[index + 1]?.text === '=',
  );
  const end = { text: '', isString: false, line: source.split('\n').length };
  if (at < 0) throw new PhpSyntaxError(end.line, `there is no "$${name} = array(...)"`);
  const reader = new Reader(tokens.slice(at + 2), end);
  const value = reader.value(0);
  if (!(value instanceof Map)) throw new PhpSyntaxError(end.line, `$${name} is not an array`);
  reader.expect(';');
  return value;
}

interface Token {
  /** As written; of a string its value. */
  readonly text: string;
  readonly isString: boolean;
  readonly line: number;
}

/** White space and comments; strings; numbers; names and variables; `=>`; any other character. */
const token =
  /(\s+|#.*|\/\/.*|\/\*[\s\S]*?\*\/|<\?php|\?>)|('(?:\\[\s\S]|[^\\'])*'|"(?:\\[\s\S]|[^\\"$])*")|(-?\d+(?:\.\d+)?|\$?[A-Za-z_]\w*|=>|[\s\S])/g;

function tokensOf(source: string): Token[] {
  const found: Token[] = [];
  let line = 1;
  for (const [whole, ignored, quoted, other] of source.matchAll(token)) {
    if (ignored === undefined)
      found.push({ text: quoted ? unquoted(quoted) : (other ?? ''), isString: !!quoted, line });
    line += whole.split('\n').length - 1;
  }
  return found;
}

/** https://www.php.net/manual/en/language.types.string.php */
function unquoted(text: string): string {
  const inner = text.slice(1, -1);
  if (text.startsWith("'")) return inner.replace(/\\([\\'])/g, '$1');
  const escapes: Record<string, string> = {
    n: '\n',
    r: '\r',
    t: '\t',
    '\\': '\\',
    '"': '"',
    $: '$',
  };
  return inner.replace(/\\([nrt\\"$])/g, (_, escaped: string) => escapes[escaped] ?? escaped);
}

const constants: Readonly<Record<string, boolean | null>> = {
  true: true,
  false: false,
  null: null,
};

class Reader {
  readonly #tokens: readonly Token[];
  readonly #end: Token;
  #at = 0;

  constructor(tokens: readonly Token[], end: Token) {
    this.#tokens = tokens;
    this.#end = end;
  }

  #next(): Token {
    return this.#tokens[this.#at++] ?? this.#end;
  }

  #take(text: string): boolean {
    const next = this.#tokens[this.#at];
    if (next?.isString !== false || next.text.toLowerCase() !== text) return false;
    this.#at += 1;
    return true;
  }

  /** @throws {PhpSyntaxError} */
  expect(text: string): void {
    const found = this.#next();
    if (found.isString || found.text !== text)
      throw new PhpSyntaxError(found.line, `"${text}" was expected, not ${shown(found)}`);
  }

  /** @throws {PhpSyntaxError} */
  value(depth: number): PhpValue {
    if (depth > MAX_DEPTH)
      throw new PhpSyntaxError(this.#next().line, `arrays are nested more than ${MAX_DEPTH} deep`);
    if (this.#take('[')) return this.#array(']', depth);
    if (this.#take('array')) {
      this.expect('(');
      return this.#array(')', depth);
    }
    const found = this.#next();
    const { text, isString } = found;
    if (isString) return text;
    if (/^-?\d/.test(text)) return Number(text);
    const constant = constants[text.toLowerCase()];
    if (constant === undefined)
      throw new PhpSyntaxError(
        found.line,
        `only text, numbers and arrays are read here, not ${shown(found)}`,
      );
    return constant;
  }

  #array(end: ')' | ']', depth: number): PhpArray {
    const members = new Map<string | number, PhpValue>();
    let index = 0;
    while (!this.#take(end)) {
      const first = this.value(depth + 1);
      if (this.#take('=>')) {
        const key = typeof first === 'number' ? first : String(first);
        members.set(key, this.value(depth + 1));
        if (typeof key === 'number') index = Math.max(index, key + 1);
      } else members.set(index++, first);
      if (this.#take(',')) continue;
      this.expect(end);
      break;
    }
    return members;
  }
}

const shown = ({ text }: Token) => (text === '' ? 'the end of the file' : `"${text.slice(0, 40)}"`);
