/** Reads a pattern from left to right, one character at a time. */
export class PatternReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** Whether nothing follows the next character. */
  get atLast(): boolean {
    return this.#at + this.next.length >= this.#text.length;
  }

  /** The next character; `''` at the end. */
  get next(): string {
    return this.peek(0);
  }

  /** A character further on, `''` behind the end. */
  peek(distance: number): string {
    const code = this.#text.codePointAt(this.#at + distance);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  take(): string {
    const { next } = this;
    this.#at += next.length;
    return next;
  }

  takeIf(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  /** What a sticky expression matches here. @param most characters to take at most */
  takeMatch(expression: RegExp, most: number = Number.POSITIVE_INFINITY): string {
    expression.lastIndex = this.#at;
    const found = (expression.exec(this.#text)?.[0] ?? '').slice(0, most);
    this.#at += found.length;
    return found;
  }
}
