import { setImmediate } from 'node:timers/promises';
import type { Exchange } from '../../exchanges/exchange.ts';
import type { ExchangeRecorder, ExchangeReport } from '../../exchanges/recorder.ts';
import { isUnreachable } from '../../store/errors.ts';
import type { ExchangeStore } from './exchange-store.ts';

/** How long a report waits to be written together with others, in ms; by then its answer has been sent. */
const DELAY = 200;

/** Written at once; then other requests run. */
const SLICE = 10;

/** More are not kept waiting: under load only the newest exchanges would survive anyway. */
const MAX_WAITING = 2000;

/** Reports wait so long for a database server that is gone, then the write is tried again. In ms. */
const AGAIN = 1000;

/** A report that is not written yet. */
interface Waiting {
  readonly report: () => ExchangeReport;
  /** The server went away while it was written, so it may have been. */
  readonly tried: boolean;
}

/** A report is made once: it has keys that are new each time. */
const keep = (report: ExchangeReport) => () => report;

/** What a listener is told: an exchange that a report began or went on with. */
type Listener = (exchange: Exchange) => void;

/**
 * Takes the reports of both sites, joins them in the store in the order of their arrival, a few at a time and never during a request. A process
 * that is killed loses the reports of the last 200 ms.
 */
export class LabRecorder implements ExchangeRecorder {
  readonly #store: ExchangeStore;
  readonly #labUrl: () => string;
  readonly #onError: (error: unknown) => void;
  readonly #listeners = new Set<Listener>();
  #waiting: Waiting[] = [];
  #dropped = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  /**
   * @param onError receives why reports could not be written: they are lost then, or wait for a database server that is gone. And how many of
   *   those were dropped, because too many waited
   */
  constructor(store: ExchangeStore, labUrl: () => string, onError: (error: unknown) => void) {
    this.#store = store;
    this.#labUrl = labUrl;
    this.#onError = onError;
  }

  record(report: () => ExchangeReport): void {
    this.#waiting.push({ report, tried: false });
    if (this.#waiting.length > MAX_WAITING)
      this.#dropped += this.#waiting.splice(0, MAX_WAITING / 2).length;
    this.#timer ??= setTimeout(() => void this.flush(), DELAY).unref();
  }

  address(key: string): string {
    return `${this.#labUrl()}/exchanges/${encodeURIComponent(key)}`;
  }

  async recorded(keys: readonly string[]): Promise<ReadonlySet<string>> {
    await this.flush();
    return this.#store.known(keys);
  }

  addressOfUser(user: string): string {
    return `${this.#labUrl()}/exchanges?${new URLSearchParams({ user })}`;
  }

  async latest(of: { tenantId: string; applicationId: string }): Promise<Exchange | undefined> {
    await this.flush();
    return this.#store.latest(of);
  }

  /** See `ExchangeStore.changedSince`. */
  async changedSince(cursor: number): Promise<Exchange[]> {
    await this.flush();
    return this.#store.changedSince(cursor);
  }

  /** @returns ends the listening */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves once every report so far is written, or lost, or waits for a database server that is gone. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const reports = this.#waiting;
    this.#waiting = [];
    if (reports.length > 0) this.#writing = this.#writing.then(() => this.#write(reports));
    return this.#writing;
  }

  /** Writes what waits, for the last time. Says how much is lost, if the database server is still gone. */
  async close(): Promise<void> {
    await this.flush();
    clearTimeout(this.#timer);
    this.#dropped += this.#waiting.splice(0).length;
    this.#tellDropped();
  }

  async #write(waiting: readonly Waiting[]): Promise<void> {
    for (let at = 0; at < waiting.length; at += SLICE) {
      const slice = waiting.slice(at, at + SLICE);
      const again = await this.#writeSlice(this.#made(slice));
      if (again) return this.#waitFor([...again, ...waiting.slice(at + SLICE)]);
      await setImmediate();
    }
    this.#tellDropped();
  }

  /** A report that cannot be made is lost alone. */
  #made(slice: readonly Waiting[]): Waiting[] {
    return slice.flatMap(({ report, tried }) => {
      try {
        return [{ report: keep(report()), tried }];
      } catch (error) {
        this.#onError(error);
        return [];
      }
    });
  }

  /**
   * Writes reports in one transaction. If one of them cannot be written, each is written alone, so that only that one is lost.
   *
   * @returns those that wait, when the database server is gone
   */
  async #writeSlice(made: readonly Waiting[]): Promise<Waiting[] | undefined> {
    try {
      await this.#add(made);
      return undefined;
    } catch (error) {
      if (isUnreachable(error) || made.length === 1) this.#onError(error);
      if (isUnreachable(error)) return made.map(({ report }) => ({ report, tried: true }));
      if (made.length === 1) return undefined;
    }
    for (const [index, one] of made.entries()) {
      const again = await this.#writeSlice([one]);
      if (again) return [...again, ...made.slice(index + 1)];
    }
    return undefined;
  }

  async #add(made: readonly Waiting[]): Promise<void> {
    const reports = made.map(({ report, tried }) => ({ ...report(), isAgain: tried }));
    for (const exchange of await this.#store.add(reports))
      for (const listener of this.#listeners) listener(exchange);
  }

  #tellDropped(): void {
    if (this.#dropped === 0) return;
    this.#onError(
      new Error(
        `${this.#dropped} reports about exchanges were dropped: no more than ${MAX_WAITING} wait for a database that does not answer.`,
      ),
    );
    this.#dropped = 0;
  }

  #waitFor(waiting: readonly Waiting[]): void {
    const all = [...waiting, ...this.#waiting];
    this.#waiting = all.slice(-MAX_WAITING);
    this.#dropped += all.length - this.#waiting.length;
    this.#timer ??= setTimeout(() => void this.flush(), AGAIN).unref();
  }
}
