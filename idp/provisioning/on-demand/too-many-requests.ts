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

/** Counts the calls of each tenant: one does not wait for another. Time is that of the machine, as a lab's clock may stop. */
export class CallLimit {
  readonly #calls = new Map<string, number[]>();

  /** @throws {TooManyRequests} after five calls of the tenant in ten seconds */
  take(tenantId: string): void {
    const now = performance.now();
    for (const [id, calls] of this.#calls) {
      const recent = calls.filter((at) => now - at < WITHIN);
      if (recent.length > 0) this.#calls.set(id, recent);
      else this.#calls.delete(id);
    }
    const calls = this.#calls.get(tenantId) ?? [];
    const [oldest = now] = calls;
    if (calls.length >= CALLS)
      throw new TooManyRequests(Math.ceil((oldest + WITHIN - now) / 1_000));
    this.#calls.set(tenantId, [...calls, now]);
  }
}
