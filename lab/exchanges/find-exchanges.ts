import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import type { Exchange } from '../../exchanges/exchange.ts';
import { anyContains } from '../../store/any-contains.ts';
import { caseKey } from '../../store/case-key.ts';
import type { ExchangeDatabase, ExchangeRow, ExchangeTables } from './tables.ts';

/** What a list is narrowed to; an empty text means any. */
export interface ExchangeFilter {
  /** Part of its name. */
  readonly application: string;
  /** Part of the user name. */
  readonly user: string;
  readonly outcome: string;
  /** Part of an AADSTS code or of the name of a check. */
  readonly code: string;
}

/** What exchanges are asked for. */
export interface WantedExchanges {
  readonly tenantId?: string | undefined;
  /** Its name or its servicePrincipalId, exactly. */
  readonly application?: string | undefined;
  /** In any letter case. */
  readonly user?: string | undefined;
  readonly limit?: number | undefined;
}

export const everything: ExchangeFilter = { application: '', user: '', outcome: '', code: '' };

/** An exchange in a list. */
export type ListedExchange = Omit<ExchangeRow, 'body' | 'tenantId' | 'hasRequest' | 'size'>;

/** An exchange from its row. */
export const readExchange = (body: string): Exchange => JSON.parse(body) as Exchange;

/** An exchange, the number of its latest change, and whether it comes from a file. */
export interface FoundExchange {
  readonly exchange: Exchange;
  readonly change: number;
  readonly imported: boolean;
}

/** @param key the id of an exchange, or any of its keys */
export const findExchange = async (
  db: ExchangeDatabase,
  key: string,
): Promise<FoundExchange | undefined> => (await findById(db, key)) ?? findByKey(db, key);

async function findById(db: ExchangeDatabase, id: string): Promise<FoundExchange | undefined> {
  const row = await db
    .selectFrom('exchange')
    .select(['body', 'change', 'imported'])
    .where('id', '=', id)
    .executeTakeFirst();
  return (
    row && { exchange: readExchange(row.body), change: row.change, imported: row.imported === 1 }
  );
}

async function findByKey(db: ExchangeDatabase, key: string) {
  const row = await db
    .selectFrom('exchangeKey')
    .select('exchangeId')
    .where('key', '=', key)
    .executeTakeFirst();
  return row && findById(db, row.exchangeId);
}

function narrowed<Row>(
  query: SelectQueryBuilder<ExchangeTables, 'exchange', Row>,
  { application, user, outcome, code }: ExchangeFilter,
) {
  return query
    .$if(application !== '', (q) => q.where(anyContains(application, ['application'])))
    .$if(user !== '', (q) => q.where(anyContains(user, ['user'])))
    .$if(outcome !== '', (q) => q.where('outcome', '=', outcome))
    .$if(code !== '', (q) => q.where(anyContains(code, ['code'])));
}

/** Those of these keys that an exchange has. */
export async function knownKeys(
  db: ExchangeDatabase,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('exchangeKey').select('key').where('key', 'in', keys).execute();
  return new Set(rows.map(({ key }) => key));
}

/** A page of the exchanges that a filter leaves, the newest first. */
export function listExchanges(
  db: ExchangeDatabase,
  filter: ExchangeFilter,
  page: { offset: number; limit: number },
): Promise<ListedExchange[]> {
  return narrowed(db.selectFrom('exchange'), filter)
    .select(['id', 'position', 'change', 'startedAt', 'durationMs', 'kind'])
    .select(['applicationId', 'application', 'user', 'outcome', 'code', 'imported'])
    .orderBy('position', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
}

/** How many exchanges a filter leaves. */
export async function numberOfExchanges(
  db: ExchangeDatabase,
  filter: ExchangeFilter,
): Promise<number> {
  const { total } = await narrowed(db.selectFrom('exchange'), filter)
    .select((e) => e.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return total;
}

/** The newest first. @param wanted what they must have */
export async function wantedExchanges(
  db: ExchangeDatabase,
  { tenantId, application, user, limit }: WantedExchanges,
): Promise<Exchange[]> {
  const rows = await db
    .selectFrom('exchange')
    .select('body')
    .$if(tenantId !== undefined, (q) => q.where('tenantId', '=', tenantId ?? ''))
    .$if(application !== undefined, (q) =>
      q.where((e) =>
        e.or([
          e('application', '=', application ?? ''),
          e('applicationId', '=', application ?? ''),
        ]),
      ),
    )
    .$if(user !== undefined, (q) =>
      q.where(sql<SqlBool>`lower(${sql.ref('user')}) = ${caseKey(user ?? '')}`),
    )
    .orderBy('position', 'desc')
    .$if(limit !== undefined, (q) => q.limit(limit ?? 0))
    .execute();
  return rows.map(({ body }) => readExchange(body));
}

/** Those that changed after a cursor, in the order of their latest changes. */
export async function exchangesSince(db: ExchangeDatabase, cursor: number): Promise<Exchange[]> {
  const rows = await db
    .selectFrom('exchange')
    .select('body')
    .where('change', '>', cursor)
    .where('imported', '=', 0)
    .orderBy('change')
    .execute();
  return rows.map(({ body }) => readExchange(body));
}

/** See `ExchangeRecorder.latest`. */
export async function latestExchange(
  db: ExchangeDatabase,
  of: { tenantId: string; applicationId: string },
): Promise<Exchange | undefined> {
  const row = await db
    .selectFrom('exchange')
    .select('body')
    .where('imported', '=', 0)
    .where((e) =>
      e.or([
        e('applicationId', '=', of.applicationId),
        e.and([
          e('tenantId', '=', of.tenantId),
          e('application', 'is', null),
          e('hasRequest', '=', 1),
        ]),
      ]),
    )
    .orderBy('position', 'desc')
    .executeTakeFirst();
  return row && readExchange(row.body);
}
