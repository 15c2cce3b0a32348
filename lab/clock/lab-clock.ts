import type { Clock } from '../../store/clock.ts';
import { type Instant, invalidClock, requireRange, timeOf } from './instant.ts';

/**
 * `real`: the clock of this machine, or the function that the lab was started with. `offset`: that clock, moved; time goes on. `frozen`: time
 * stops.
 */
export type ClockMode = 'real' | 'offset' | 'frozen';

/** How a clock begins. Times are milliseconds since 1970, or milliseconds ahead. */
export type ClockStart =
  | { readonly mode: 'real' }
  | { readonly mode: 'offset'; readonly ahead: number }
  | { readonly mode: 'offset'; readonly at: number }
  | { readonly mode: 'frozen'; readonly at?: number | undefined };

/** The state of a clock. Milliseconds. */
export interface ClockState {
  /** As the clock says it. */
  readonly mode: ClockMode;
  /** Of the clock of the machine; negative: behind. */
  readonly ahead: number;
  /** Since 1970; null while time goes on. */
  readonly stoppedAt: number | null;
}

const systemClock: Clock = () => new Date();

/** The one clock of a lab: every time that its sites read comes from here. It can be moved, forward and back, while the lab runs. */
export class LabClock {
  readonly #start: ClockStart;
  readonly #source: Clock;
  /** In ms; for `real` and `offset`. */
  #ahead = 0;
  /** In ms since 1970; only for `frozen`. */
  #stoppedAt: number | undefined;
  #mode: ClockMode = 'real';
  readonly #aheadAtStart: number;
  readonly #listeners = new Set<() => void>();

  /** @param source what a clock that is neither moved nor frozen shows */
  constructor(start: ClockStart, source: Clock = systemClock) {
    this.#start = start;
    this.#source = source;
    this.reset();
    this.#aheadAtStart = this.now().getTime() - source().getTime();
  }

  /** Whether it is moved or stopped. */
  get mode(): ClockMode {
    return this.#mode;
  }

  /** Whether it shows the time of this machine. */
  get isSystemTime(): boolean {
    return this.#mode === 'real' && this.#source === systemClock;
  }

  /** Milliseconds that `real` and `offset` are ahead of the clock of this machine. */
  get ahead(): number {
    return this.#ahead;
  }

  /** The time that it shows. */
  now(): Date {
    return new Date(this.#stoppedAt ?? this.#source().getTime() + this.#ahead);
  }

  /**
   * The time that it shows, or would show if nobody had moved it since it was made, whichever is earlier. What is removed by this time, such as
   * assertions that were used, is not missed when a clock that is ahead goes back.
   */
  earliest(): Date {
    return new Date(Math.min(this.now().getTime(), this.#source().getTime() + this.#aheadAtStart));
  }

  /** Sets the clock to an instant, from which it goes on. @throws {LabError} `invalid_clock` */
  set(instant: Instant): void {
    this.#goOnFrom(timeOf(instant));
  }

  /** Stops the clock, at an instant or where it is. @throws {LabError} `invalid_clock` */
  freeze(instant?: Instant): void {
    this.#stopAt(instant === undefined ? this.now().getTime() : timeOf(instant));
  }

  /**
   * Moves the clock forward or, with a negative number, back. A frozen clock stays frozen.
   *
   * @param milliseconds a whole number
   * @throws {LabError} `invalid_clock`
   */
  advance(milliseconds: number): void {
    if (!Number.isSafeInteger(milliseconds))
      throw invalidClock('The clock advances by a whole number of milliseconds.');
    const time = requireRange(this.now().getTime() + milliseconds);
    if (this.#stoppedAt === undefined) {
      this.#ahead += milliseconds;
      this.#mode = 'offset';
      this.#tell();
    } else this.#stopAt(time);
  }

  /** The clock is neither moved nor frozen any more. */
  useRealTime(): void {
    this.#moveBy(0, 'real');
  }

  /** Does again what the lab started with: real time, an offset to it, an instant to go on from, or one to stop at. */
  reset(): void {
    const start = this.#start;
    if (start.mode === 'real') this.useRealTime();
    else if (start.mode === 'frozen') this.#stopAt(start.at ?? this.#source().getTime());
    else if ('at' in start) this.#goOnFrom(start.at);
    else this.#moveBy(start.ahead);
  }

  /** Calls back after somebody moved, stopped or reset it; not after `restore`. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Its state, for `restore`. */
  state(): ClockState {
    return { mode: this.#mode, ahead: this.#ahead, stoppedAt: this.#stoppedAt ?? null };
  }

  /** Gives it the state that it had before, or that of the clock of another lab. */
  restore({ mode, ahead, stoppedAt }: ClockState): void {
    this.#mode = mode;
    this.#ahead = ahead;
    this.#stoppedAt = stoppedAt ?? undefined;
  }

  #goOnFrom(time: number): void {
    this.#moveBy(time - this.#source().getTime());
  }

  #moveBy(ahead: number, mode: ClockMode = 'offset'): void {
    this.#ahead = ahead;
    this.#stoppedAt = undefined;
    this.#mode = mode;
    this.#tell();
  }

  #stopAt(time: number): void {
    this.#stoppedAt = time;
    this.#mode = 'frozen';
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
