import { randomUUID } from 'node:crypto';
import type { Exchange } from '../../exchanges/exchange.ts';
import { continues, mergeExchanges } from '../../exchanges/merge.ts';
import type { ExchangeReport } from '../../exchanges/recorder.ts';
import type { Clock } from '../../store/clock.ts';
import { isPostgres } from '../../store/kind.ts';
import { openStore } from '../../store/open-store.ts';
import { Upkeep } from '../../store/upkeep.ts';
import {
  addKeys,
  exchangesWithKeys,
  insertExchange,
  oldestExchange,
  removeExchange,
  updateExchange,
} from './exchange-statements.ts';
import {
  type ExchangeFilter,
  exchangesSince,
  type FoundExchange,
  findExchange,
  knownKeys,
  latestExchange,
  listExchanges,
  numberOfExchanges,
  readExchange,
  type WantedExchanges,
  wantedExchanges,
} from './find-exchanges.ts';
import { type ExchangeDatabase, type ExchangeTables, migrations } from './tables.ts';

/** How much is kept; the oldest go first. */
export interface ExchangeLimits {
  /** Number of exchanges. */
  readonly count: number;
  /** Their size in bytes. */
  readonly bytes: number;
}

export const defaultLimits: ExchangeLimits = { count: 1000, bytes: 64 * 1024 * 1024 };

interface StoreOptions {
  /** Path, or `:memory:`. */
  readonly file: string;
  readonly limits: ExchangeLimits;
  readonly clock: Clock;
  /** Receives why space could not be given back. */
  readonly onError: (error: unknown) => void;
}

type AddedReport = ExchangeReport & {
  /** An earlier attempt to write it failed, and may have succeeded: the answer of the server was lost. */
  readonly isAgain?: boolean;
};

/** The exchanges of a lab, in a database: a file, or memory. */
export class ExchangeStore {
  readonly #db: ExchangeDatabase;
  readonly #limits: ExchangeLimits;
  readonly #upkeep: Upkeep<ExchangeTables>;
  #last: number;
  /** What is in the database now. */
  #kept: ExchangeLimits;

  private constructor(
    db: ExchangeDatabase,
    options: StoreOptions,
    last: number,
    kept: ExchangeLimits,
  ) {
    const { file, limits, clock, onError } = options;
    this.#db = db;
    // Gives the space of deleted exchanges back.
    this.#upkeep = new Upkeep(db, { file, clock, onError, chores: [] });
    this.#limits = limits;
    this.#last = last;
    this.#kept = kept;
  }

  /** @throws {StoreError} when the database cannot be used */
  static async open(options: StoreOptions): Promise<ExchangeStore> {
    const { file } = options;
    const db = await openStore<ExchangeTables>({ file, name: 'exchanges', migrations });
    const { last, ...kept } = await stateOf(db);
    // A clock that is ahead of every earlier one, so that an open page never mistakes a new state for an old one.
    const store = new ExchangeStore(db, options, Math.max(Number(last), Date.now()), kept);
    await store.#changing((tx) => store.#keepWithinLimits(tx));
    return store;
  }

  /** Runs a change in a transaction, in which no other replica changes anything. */
  async #changing<Result>(change: (db: ExchangeDatabase) => Promise<Result>): Promise<Result> {
    const before = this.#kept;
    try {
      return await this.#db.transaction().execute(async (tx) => {
        await this.#refresh(tx);
        return change(tx);
      });
    } catch (error) {
      this.#kept = before; // nothing of the transaction is kept
      throw error;
    }
  }

  /** Other replicas write to a database server too, so there what is in it is asked anew. */
  async #refresh(db: ExchangeDatabase): Promise<void> {
    if (!isPostgres(db)) return;
    const { last, ...kept } = await stateOf(db);
    this.#last = Math.max(this.#last, last);
    this.#kept = kept;
  }

  async close(): Promise<void> {
    await this.#upkeep.stop();
    await this.#db.destroy();
  }

  /** Adds reports, each to the exchange that it goes on with, in one transaction. @returns the exchanges that changed */
  add(reports: readonly AddedReport[]): Promise<Exchange[]> {
    return this.#changing(async (tx) => {
      const changed: Exchange[] = [];
      for (const report of reports) {
        const isThere = report.isAgain && (await isWritten(tx, report));
        if (!isThere) changed.push(await this.#addOne(tx, report));
      }
      await this.#keepWithinLimits(tx);
      return changed;
    });
  }

  /** Adds an exchange from a file under a new id, as it is. */
  async import(exchange: Exchange, id: string): Promise<void> {
    await this.#changing(async (tx) => {
      await this.#insert(tx, { ...exchange, id }, { tenantId: null, imported: 1 });
      await this.#keepWithinLimits(tx);
    });
  }

  async #addOne(db: ExchangeDatabase, report: ExchangeReport): Promise<Exchange> {
    const { exchange, keys, tenantId = null } = report;
    const known = await this.#goesOn(db, report);
    if (!known) {
      const begun = { ...exchange, id: await newId(db, keys) };
      await this.#insert(db, begun, { tenantId, imported: 0 });
      await addKeys(db, { exchangeId: begun.id, keys: JSON.stringify(keys) });
      return begun;
    }
    const merged = mergeExchanges(known.exchange, exchange);
    const columns = this.#columns(merged);
    const { id } = merged;
    await updateExchange(db, { ...columns, id, tenantId: tenantId ?? known.tenantId });
    this.#count(0, columns.size - known.size);
    await addKeys(db, { exchangeId: id, keys: JSON.stringify(keys) });
    return merged;
  }

  /** By the first of its keys that leads to an exchange which it goes on with. */
  async #goesOn(db: ExchangeDatabase, { exchange, keys }: ExchangeReport) {
    const { rows } = await exchangesWithKeys(db, { keys: JSON.stringify(keys) });
    return rows
      .toSorted((a, b) => keys.indexOf(a.key) - keys.indexOf(b.key))
      .map(({ body, size, tenantId }) => ({ exchange: readExchange(body), size, tenantId }))
      .find((known) => continues(known.exchange, exchange));
  }

  async #insert(
    db: ExchangeDatabase,
    exchange: Exchange,
    more: { tenantId: string | null; imported: 0 | 1 },
  ): Promise<void> {
    const columns = this.#columns(exchange);
    await insertExchange(db, { ...columns, ...more, id: exchange.id, position: columns.change });
    this.#count(1, columns.size);
  }

  #columns(exchange: Exchange) {
    this.#last += 1;
    const body = JSON.stringify(exchange);
    return {
      change: this.#last,
      startedAt: exchange.startedAt,
      durationMs: Math.round(exchange.durationMs),
      kind: exchange.kind,
      applicationId: exchange.application?.id ?? null,
      application: exchange.application?.name ?? null,
      user: exchange.user ?? null,
      outcome: exchange.outcome,
      code: exchange.refusal?.code ?? null,
      hasRequest: exchange.request ? 1 : 0,
      size: Buffer.byteLength(body),
      body,
    };
  }

  /** Removes the oldest until what is left is within the limits; what is kept is counted in memory, because a sum over all would take long. */
  async #keepWithinLimits(db: ExchangeDatabase): Promise<void> {
    while (this.#kept.count > this.#limits.count || this.#kept.bytes > this.#limits.bytes) {
      const [oldest] = (await oldestExchange(db, {})).rows;
      if (!oldest) return;
      await removeExchange(db, { id: oldest.id });
      this.#count(-1, -oldest.size);
    }
  }

  #count(exchanges: number, bytes: number): void {
    this.#kept = { count: this.#kept.count + exchanges, bytes: this.#kept.bytes + bytes };
  }

  async clear(): Promise<void> {
    this.#last += 1;
    await this.#db.deleteFrom('exchange').execute();
    this.#kept = { count: 0, bytes: 0 };
  }

  /** @param key the id of an exchange, or any of its keys */
  find(key: string): Promise<FoundExchange | undefined> {
    return findExchange(this.#db, key);
  }

  /** Those of these keys that an exchange has. */
  known(keys: readonly string[]): Promise<ReadonlySet<string>> {
    return knownKeys(this.#db, keys);
  }

  /** The newest first. */
  async list(filter: ExchangeFilter, page: { offset: number; limit: number }) {
    await this.#refresh(this.#db);
    const total = Object.values(filter).every((one) => one === '')
      ? this.#kept.count
      : await numberOfExchanges(this.#db, filter);
    return { rows: await listExchanges(this.#db, filter, page), total };
  }

  /** The newest first. @param wanted what they must have; by default nothing */
  all(wanted: WantedExchanges = {}): Promise<Exchange[]> {
    return wantedExchanges(this.#db, wanted);
  }

  /** Those that changed after a cursor, in the order of their latest changes. */
  changedSince(cursor: number): Promise<Exchange[]> {
    return exchangesSince(this.#db, cursor);
  }

  /** See `ExchangeRecorder.latest`. */
  latest(of: { tenantId: string; applicationId: string }): Promise<Exchange | undefined> {
    return latestExchange(this.#db, of);
  }

  /** Changes with each report; what changes later is after it. */
  get cursor(): number {
    return this.#last;
  }

  /** Changes with everything that a list shows. */
  async version(): Promise<string> {
    await this.#refresh(this.#db);
    return `${this.#last} ${this.#kept.count}`;
  }
}

/** What is kept, and the latest change of it. */
async function stateOf(db: ExchangeDatabase): Promise<ExchangeLimits & { last: number }> {
  const { last, count, bytes } = await db
    .selectFrom('exchange')
    .select((e) => [
      e.fn.coalesce(e.fn.max('change'), e.lit(0)).as('last'),
      e.fn.countAll<number>().as('count'),
      e.fn.coalesce(e.fn.sum<number>('size'), e.lit(0)).as('bytes'),
    ])
    .executeTakeFirstOrThrow();
  return { last: Number(last), count, bytes };
}

/**
 * The first of the keys that no exchange has yet; a new id when all are taken: a report may share every key with an exchange that it does not go
 * on with.
 */
async function newId(db: ExchangeDatabase, keys: readonly string[]): Promise<string> {
  const taken = await knownKeys(db, keys);
  return keys.find((key) => !taken.has(key)) ?? randomUUID();
}

/** Whether an exchange has all that this report tells. */
async function isWritten(
  db: ExchangeDatabase,
  { exchange, keys }: ExchangeReport,
): Promise<boolean> {
  const { rows } = await exchangesWithKeys(db, { keys: JSON.stringify(keys) });
  return rows.some(({ body }) => {
    const known = readExchange(body).timeline.map((event) => JSON.stringify(event));
    return exchange.timeline.every((event) => known.includes(JSON.stringify(event)));
  });
}
