/** Calls within a time (Graph, "synchronizationJob: provisionOnDemand"). */
const CALLS = 5;
const WITHIN = 10_000; // ms

/** Provisioning on demand was called too often. */
export class TooManyRequests extends Error {
  /** In seconds. */
  readonly retryAfter: number;

  constructor(retryAfter: number) {
    super(
      `Provisioning on demand takes ${CALLS} calls in ${WITHIN / 1_000} seconds. Try again in ${retryAfter} seconds.`,
    );
    this.name = 'TooManyRequests';
    this.retryAfter = retryAfter;
  }
}

/** Counts calls. Time is that of the machine, as a lab's clock may stop. */
export class CallLimit {
  #calls: number[] = [];

  /** @throws {TooManyRequests} after five calls in ten seconds */
  take(): void {
    const now = performance.now();
    this.#calls = this.#calls.filter((at) => now - at < WITHIN);
    const [oldest = now] = this.#calls;
    if (this.#calls.length >= CALLS)
      throw new TooManyRequests(Math.ceil((oldest + WITHIN - now) / 1_000));
    this.#calls.push(now);
  }
}
