import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export interface SharedTables {
  lab: SharedRow;
}

export type SharedDatabase = Kysely<SharedTables>;

/** The one row of a lab that several replicas run. */
interface SharedRow {
  id: 'lab';
  /** JSON of a `LabFile`. */
  content: string;
  /** JSON of a `ClockState`; null until a replica has started. */
  clock: string | null;
  /** Grows with each change. */
  version: number;
}

/** In the order of their keys. A migration that has shipped never changes; later changes are new entries. */
export const migrations: Record<string, Migration> = {
  '0001-lab': {
    async up(db) {
      await db.schema
        .createTable('lab')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('content', 'text', (c) => c.notNull())
        .addColumn('clock', 'text')
        .addColumn('version', 'integer', (c) => c.notNull())
        .execute();
    },
  },
};
