/** What is armed. `Subject` is what the next response is spoilt with; this file does not look into it. */
export interface Armed<Subject> {
  /** Another for each arming, so that an outdated page cannot cancel a newer one. */
  readonly number: number;
  readonly subject: Subject;
  readonly at: Date;
}

/**
 * One shot: whatever was armed last is taken by the next response, once, however many arrive together. There is one for the
 * whole lab, because the identity provider cannot know which window the person armed it for.
 */
export class ArmedRun<Subject> {
  readonly #clock: () => Date;
  #armed: Armed<Subject> | undefined;
  #count = 0;

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  get current(): Armed<Subject> | undefined {
    return this.#armed;
  }

  /** Takes the place of what was armed before. */
  arm(subject: Subject): Armed<Subject> {
    this.#count += 1;
    this.#armed = { number: this.#count, subject, at: this.#clock() };
    return this.#armed;
  }

  /** Disarms this arming; returns whether it was still armed. */
  cancel(number: number): boolean {
    if (this.#armed?.number !== number) return false;
    this.#armed = undefined;
    return true;
  }

  /** What is armed, which is then no longer. */
  take(): Armed<Subject> | undefined {
    const taken = this.#armed;
    this.#armed = undefined;
    return taken;
  }
}
