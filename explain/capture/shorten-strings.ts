const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const U = 0x75;

/**
 * Cuts every string of a JSON text to `max` bytes, so that a parser that holds one entry at a time needs bounded memory, whatever a page
 * downloaded. A string is cut between two characters: UTF-8 sequences and escapes stay whole, except that a surrogate pair of two escapes can lose
 * its second half.
 *
 * @param max in bytes, as written
 */
export class StringShortener {
  readonly #max: number;
  #inString = false;
  /** The rest of the current string is left out. */
  #cutting = false;
  /** Bytes of the current string. */
  #length = 0;
  /** Bytes of an escape that are still to come: 1 after a backslash, then 4 for `u`. */
  #escape = 0;

  constructor(max: number) {
    this.#max = max;
  }

  /** The chunk without what is too long. */
  write(chunk: Uint8Array): Uint8Array {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const kept: Uint8Array[] = [];
    let from = 0; // of what is kept
    let at = 0;
    while (at < bytes.length) {
      if (!this.#inString) {
        const quote = bytes.indexOf(QUOTE, at);
        if (quote < 0) break;
        this.#inString = true;
        this.#cutting = false;
        this.#length = 0;
        at = quote + 1;
      } else if (this.#cutting || (this.#length >= this.#max && this.#isBoundary(bytes[at]))) {
        this.#cutting = true;
        kept.push(bytes.subarray(from, at));
        from = this.#endOfString(bytes, at, Number.POSITIVE_INFINITY);
        at = this.#inString ? from : from + 1;
      } else {
        const end = this.#endOfString(bytes, at, this.#max);
        at = this.#inString ? end : end + 1;
      }
    }
    if (kept.length === 0) return bytes;
    kept.push(bytes.subarray(from));
    return Buffer.concat(kept);
  }

  /** Whether a character begins with this byte: it is neither within an escape nor a continuation byte of UTF-8. */
  #isBoundary(byte: number | undefined): boolean {
    return this.#escape === 0 && byte !== undefined && (byte & 0xc0) !== 0x80;
  }

  /** Reads on in a string. @returns where its closing quote is, or the first character beyond `max`, or the end of the chunk */
  #endOfString(bytes: Buffer, start: number, max: number): number {
    let at = start;
    for (; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      if (at > start && this.#length >= max && this.#isBoundary(byte)) return at;
      if (this.#escape > 0) this.#escape += byte === U && this.#escape === 1 ? 3 : -1;
      else if (byte === BACKSLASH) this.#escape = 1;
      else if (byte === QUOTE) {
        this.#inString = false;
        return at;
      }
      this.#length += 1;
    }
    return at;
  }
}
