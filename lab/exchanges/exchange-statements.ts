import { sql } from 'kysely';
import { eachText } from '../../store/kind.ts';
import { prepared, type ValueOf } from '../../store/prepared.ts';
import type { ExchangeDatabase, ExchangeRow } from './tables.ts';

/** Prepared, because each report runs these. The keys of a report are one JSON list. */
export const exchangesWithKeys = prepared(
  (db: ExchangeDatabase, value: ValueOf<{ keys: string }>) =>
    db
      .selectFrom('exchangeKey')
      .innerJoin('exchange', 'exchange.id', 'exchangeKey.exchangeId')
      .select(['exchangeKey.key', 'exchange.body', 'exchange.size', 'exchange.tenantId'])
      .where(
        'exchangeKey.key',
        'in',
        sql<string>`(select each.value from ${eachText(db, value('keys'))})`,
      ),
);

/** The first exchange with a key keeps it: a message that is presented again has its own key as well. */
export const addKeys = prepared(
  (db: ExchangeDatabase, value: ValueOf<{ keys: string; exchangeId: string }>) =>
    db
      .insertInto('exchangeKey')
      .columns(['key', 'exchangeId'])
      .expression(
        sql`select each.value, ${value('exchangeId')} from ${eachText(db, value('keys'))} where true`,
      )
      .onConflict((c) => c.doNothing()),
);

type Columns = Omit<ExchangeRow, 'position' | 'imported'>;

const columnsOf = (value: ValueOf<Columns>) => ({
  change: value('change'),
  startedAt: value('startedAt'),
  durationMs: value('durationMs'),
  kind: value('kind'),
  tenantId: value('tenantId'),
  applicationId: value('applicationId'),
  application: value('application'),
  user: value('user'),
  outcome: value('outcome'),
  code: value('code'),
  hasRequest: value('hasRequest'),
  size: value('size'),
  body: value('body'),
});

export const insertExchange = prepared((db: ExchangeDatabase, value: ValueOf<ExchangeRow>) =>
  db.insertInto('exchange').values({
    ...columnsOf(value),
    id: value('id'),
    position: value('position'),
    imported: value('imported'),
  }),
);

export const updateExchange = prepared((db: ExchangeDatabase, value: ValueOf<Columns>) =>
  db.updateTable('exchange').set(columnsOf(value)).where('id', '=', value('id')),
);

export const oldestExchange = prepared((db: ExchangeDatabase, _: ValueOf<Record<never, string>>) =>
  db.selectFrom('exchange').select(['id', 'size']).orderBy('position').limit(1),
);

export const removeExchange = prepared((db: ExchangeDatabase, value: ValueOf<{ id: string }>) =>
  db.deleteFrom('exchange').where('id', '=', value('id')),
);
