import type { RunByHand } from './runs-by-hand.ts';

/** The run that the next response is spoilt with. */
export interface Armed {
  /** Different for each arming, so that an outdated page cannot cancel a newer one. */
  readonly number: number;
  readonly run: RunByHand;
  readonly at: Date;
}

/**
 * A one-shot: the next response takes the run that was armed last, exactly once, even when several arrive together. There is one
 * for the whole lab, because the identity provider cannot know which window the run was armed for.
 */
export class ArmedRun {
  readonly #clock: () => Date;
  #armed: Armed | undefined;
  #count = 0;

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  get current(): Armed | undefined {
    return this.#armed;
  }

  /** Replaces what was armed before. */
  arm(run: RunByHand): Armed {
    this.#count += 1;
    this.#armed = { number: this.#count, run, at: this.#clock() };
    return this.#armed;
  }

  /** Cancels this arming; returns whether it was still armed. */
  cancel(number: number): boolean {
    if (this.#armed?.number !== number) return false;
    this.#armed = undefined;
    return true;
  }

  /** Returns what is armed and disarms it. */
  take(): Armed | undefined {
    const taken = this.#armed;
    this.#armed = undefined;
    return taken;
  }
}
