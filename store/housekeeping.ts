import { setImmediate } from 'node:timers/promises';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Clock } from './clock.ts';
import { isPostgres } from './kind.ts';

/** Removes a few rows that are no longer needed. @returns whether there may be more */
export type Chore = (limit: number, now: Date) => Promise<boolean>;

export interface HousekeepingOptions {
  readonly clock: Clock;
  /** Receives what a chore throws; the next round tries again. */
  readonly onError: (error: unknown) => void;
  /**
   * For a database server, which other processes use too: runs a round unless one of them does. Nothing here waits for the server, so slices
   * are large however long they take. Default: this process is the only one, and slices are short.
   */
  readonly shared?: ((round: () => Promise<void>) => Promise<void>) | undefined;
}

const EVERY = 30_000; // ms
const FIRST_AFTER = 1_000; // ms

/** A slice that takes longer is followed by smaller ones, a shorter one by larger ones. In ms. */
const TOO_LONG = 4;
const SHORT = 1;
const SMALLEST = 10;
const LARGEST = 1_000;

/** Pages of 4 KB that a database keeps for new rows; more are given back to the file system. */
const SPARE_PAGES = 256;

/**
 * Keeps the tables of a database within their limits, every half minute and never during a request: each chore removes a few rows at a time, and
 * other requests run in between.
 */
export class Housekeeping {
  readonly #chores: readonly Chore[];
  readonly #options: HousekeepingOptions;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #stopped = false;

  constructor(chores: readonly Chore[], options: HousekeepingOptions) {
    this.#chores = chores;
    this.#options = options;
    this.#timer = this.#after(FIRST_AFTER);
  }

  /** Does every chore until nothing is left to do. Two calls at once share one round. */
  run(): Promise<void> {
    const { shared = (round) => round(), onError } = this.#options;
    this.#round ??= shared(() => this.#all())
      .catch(onError)
      .finally(() => {
        this.#round = undefined;
      });
    return this.#round;
  }

  /** Waits for the slice under way; nothing is removed afterwards. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#round;
  }

  #after(ms: number): NodeJS.Timeout {
    const round = async () => {
      await this.run();
      if (!this.#stopped) this.#timer = this.#after(EVERY);
    };
    return setTimeout(round, ms).unref();
  }

  async #all(): Promise<void> {
    for (const chore of this.#chores) {
      try {
        await this.#finish(chore);
      } catch (error) {
        this.#options.onError(error);
      }
    }
  }

  async #finish(chore: Chore): Promise<void> {
    const { clock, shared } = this.#options;
    let limit = shared ? LARGEST : 100;
    let more = true;
    while (more && !this.#stopped) {
      const start = performance.now();
      more = await chore(limit, clock());
      const took = performance.now() - start;
      if (!shared) limit = nextLimit(limit, took);
      await setImmediate();
    }
  }
}

function nextLimit(limit: number, took: number): number {
  if (took > TOO_LONG) return Math.max(SMALLEST, Math.floor(limit / 2));
  return took < SHORT ? Math.min(LARGEST, limit * 2) : limit;
}

/** A table with an index on the column by which its rows grow old. */
interface Aging {
  table: string;
  /** ISO 8601, UTC. */
  column: string;
}

/** Removes the rows that are older than an instant. @param before that instant, now */
export function removeOlder<Tables>(
  db: Kysely<Tables>,
  { table, column }: Aging,
  before: (now: Date) => Date,
): Chore {
  return (limit, now) =>
    remove(
      db,
      table,
      sql`where ${sql.ref(column)} < ${before(now).toISOString()} order by ${sql.ref(column)} limit ${limit}`,
      limit,
    );
}

/**
 * Removes the oldest rows beyond a number.
 *
 * @param before only rows that are older than this count, and are removed
 */
export function keepNewest<Tables>(
  db: Kysely<Tables>,
  { table, column }: Aging,
  keep: number,
  before?: (now: Date) => Date,
): Chore {
  return (limit, now) => {
    const counted = before ? sql`where ${sql.ref(column)} < ${before(now).toISOString()}` : sql``;
    return remove(
      db,
      table,
      sql`${counted} order by ${sql.ref(column)} desc, ${rowOf(db)} desc limit ${limit} offset ${keep}`,
      limit,
    );
  };
}

/** Tells the rows of a table apart, within one statement. */
const rowOf = <Tables>(db: Kysely<Tables>) => (isPostgres(db) ? sql.raw('ctid') : sql.raw('rowid'));

/** @returns whether as many rows were removed as one slice may */
async function remove<Tables>(
  db: Kysely<Tables>,
  table: string,
  which: RawBuilder<unknown>,
  limit: number,
): Promise<boolean> {
  const row = rowOf(db);
  const { numAffectedRows = 0n } = await sql`
    delete from ${sql.table(table)} where ${row} in (select ${row} from ${sql.table(table)} ${which})`.execute(
    db,
  );
  return Number(numAffectedRows) === limit;
}

/**
 * Makes the file smaller; only a database with `auto_vacuum` can (https://www.sqlite.org/pragma.html#pragma_incremental_vacuum). A PostgreSQL
 * server does such things itself.
 */
export function returnSpace<Tables>(db: Kysely<Tables>): Chore {
  if (isPostgres(db)) return async () => false;
  return async (limit) => {
    const free = await sql<{ freelist_count: number }>`pragma freelist_count`.execute(db);
    const mode = await sql<{ auto_vacuum: number }>`pragma auto_vacuum`.execute(db);
    const surplus = (free.rows[0]?.freelist_count ?? 0) - SPARE_PAGES;
    if (surplus <= 0 || mode.rows[0]?.auto_vacuum !== 2) return false;
    await sql`pragma incremental_vacuum(${sql.lit(Math.min(limit, surplus))})`.execute(db);
    return surplus > limit;
  };
}
