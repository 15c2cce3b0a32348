import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export interface ExchangeTables {
  exchange: ExchangeRow;
  exchangeKey: { key: string; exchangeId: string };
}

export type ExchangeDatabase = Kysely<ExchangeTables>;

/** The columns that lists show and filter by; `body` is the whole exchange. */
export interface ExchangeRow {
  id: string;
  /** Order of arrival. */
  position: number;
  /** Changes with each report; never repeats. */
  change: number;
  startedAt: string;
  durationMs: number;
  kind: string;
  tenantId: string | null;
  applicationId: string | null;
  application: string | null;
  user: string | null;
  outcome: string;
  code: string | null;
  hasRequest: number;
  imported: number;
  /** Of `body`, in bytes. */
  size: number;
  /** JSON. */
  body: string;
}

/** In the order of their keys. A migration that has shipped never changes; later changes are new entries. */
export const migrations: Record<string, Migration> = {
  '0001-exchanges': {
    async up(db) {
      await db.schema
        .createTable('exchange')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('position', 'integer', (c) => c.notNull())
        .addColumn('change', 'integer', (c) => c.notNull())
        .addColumn('startedAt', 'text', (c) => c.notNull())
        .addColumn('durationMs', 'integer', (c) => c.notNull())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('tenantId', 'text')
        .addColumn('applicationId', 'text')
        .addColumn('application', 'text')
        .addColumn('user', 'text')
        .addColumn('outcome', 'text', (c) => c.notNull())
        .addColumn('code', 'text')
        .addColumn('hasRequest', 'integer', (c) => c.notNull())
        .addColumn('imported', 'integer', (c) => c.notNull())
        .addColumn('size', 'integer', (c) => c.notNull())
        .addColumn('body', 'text', (c) => c.notNull())
        .execute();
      await db.schema
        .createIndex('exchangeInOrder')
        .on('exchange')
        .column('position')
        .unique()
        .execute();
      await db.schema
        .createTable('exchangeKey')
        .addColumn('key', 'text', (c) => c.primaryKey())
        .addColumn('exchangeId', 'text', (c) =>
          c.notNull().references('exchange.id').onDelete('cascade'),
        )
        .execute();
      await db.schema
        .createIndex('keysOfExchange')
        .on('exchangeKey')
        .column('exchangeId')
        .execute();
    },
  },
};
