import { setTimeout } from 'node:timers/promises';

/** Something that asks a server, and how far it is. */
export type RunState<Result> =
  | { state: 'running' }
  | { state: 'done'; result: Result }
  | { state: 'failed'; error: unknown };

/** The newest are kept, so that a page that is opened again shows the same result. */
const KEPT = 100;

/** Work that goes on when the page that began it was answered. It is in memory: after a restart nobody waits for it. */
export class Runs<Result> {
  readonly #runs = new Map<string, { state: RunState<Result>; ended: Promise<void> }>();

  /** Begins a piece of work. @param id under which it is found again */
  begin(id: string, work: () => Promise<Result>): void {
    const run = { state: { state: 'running' } as RunState<Result>, ended: Promise.resolve() };
    run.ended = work().then(
      (result) => {
        run.state = { state: 'done', result };
      },
      (error: unknown) => {
        run.state = { state: 'failed', error };
      },
    );
    this.#runs.set(id, run);
    const [oldest] = this.#runs.keys();
    if (this.#runs.size > KEPT && oldest !== undefined) this.#runs.delete(oldest);
  }

  /** How far it is; undefined when it is not known. */
  find(id: string): RunState<Result> | undefined {
    return this.#runs.get(id)?.state;
  }

  /** Waits for the end, but not longer than `ms`. @returns how far it is then */
  async waitFor(id: string, ms: number): Promise<RunState<Result> | undefined> {
    const run = this.#runs.get(id);
    if (!run) return undefined;
    const stop = new AbortController();
    await Promise.race([
      run.ended,
      setTimeout(ms, undefined, { signal: stop.signal, ref: false }).catch(() => undefined),
    ]);
    stop.abort();
    return run.state;
  }
}
