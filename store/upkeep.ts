import type { Kysely } from 'kysely';
import { whyNotWritable } from './can-write.ts';
import { StoreError, type StoreErrorCode } from './errors.ts';
import { isLarge } from './file-check.ts';
import { FullCheck } from './full-check.ts';
import { type Chore, Housekeeping, type HousekeepingOptions, returnSpace } from './housekeeping.ts';
import { isPostgres } from './kind.ts';
import { unlessAnotherReplica } from './one-replica.ts';

export interface UpkeepOptions extends HousekeepingOptions {
  /** Path of the database file, `:memory:`, or the URL of a PostgreSQL database. */
  readonly file: string;
  readonly chores: readonly Chore[];
}

/** What runs beside the requests as long as a database is open: housekeeping, and the full check of a large file after a start. */
export class Upkeep<Tables> {
  readonly #db: Kysely<Tables>;
  readonly #housekeeping: Housekeeping;
  readonly #check: FullCheck | undefined;
  #damage: StoreErrorCode | undefined;

  constructor(db: Kysely<Tables>, { file, chores, ...options }: UpkeepOptions) {
    this.#db = db;
    this.#housekeeping = new Housekeeping([...chores, returnSpace(db)], {
      ...options,
      ...(isPostgres(db) && { shared: (round) => unlessAnotherReplica(db, round) }),
    });
    this.#check = isLarge(file) ? new FullCheck(file) : undefined;
    this.#check?.result.then((detail) => {
      if (detail === undefined) return;
      this.#damage = 'damaged';
      options.onError(new StoreError('damaged', file, detail));
    });
  }

  /** Why the database cannot be used as it should, for a health check. */
  async problem(): Promise<StoreErrorCode | undefined> {
    return this.#damage ?? whyNotWritable(this.#db);
  }

  async stop(): Promise<void> {
    await Promise.all([this.#housekeeping.stop(), this.#check?.stop()]);
  }
}
