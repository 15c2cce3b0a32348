/** In ms: a server that asks for a longer pause gets no other attempt. */
const EACH = 60_000;
/** In ms, of a whole check. A limit of 60 requests a minute is waited for, a day is not. */
const IN_ALL = 600_000;
/** In ms, for what has to be removed at the end, whatever was waited before. */
const CLEAN_UP = 120_000;

/** In words, for reasons. */
export const PATIENCE_WORDS = 'for at most a minute each time, and ten minutes in all';

/** How long a check still waits for a server that asks for it with 429. Requests that wait at the same time count once. */
export class Patience {
  readonly #now: () => number;
  #left = IN_ALL;
  #until = 0;

  /** @param now milliseconds since 1970 */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** The longest pause that is possible now, in ms. */
  get longest(): number {
    return Math.min(EACH, this.#left + Math.max(0, this.#until - this.#now()));
  }

  /** Counts a pause that begins now. @param ms its length */
  take(ms: number): void {
    const end = this.#now() + ms;
    const covered = Math.max(this.#until, this.#now());
    this.#left -= Math.max(0, end - covered);
    this.#until = Math.max(this.#until, end);
  }

  /** What is removed at the end is worth some more patience. */
  forCleanUp(): void {
    this.#left = Math.max(this.#left, CLEAN_UP);
  }
}
