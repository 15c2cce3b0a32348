import { sql } from 'kysely';
import type { ExchangeRefusal } from '../../exchanges/exchange.ts';
import { indexKey } from '../../store/index-key.ts';
import { emailKey } from '../administration/email-address.ts';
import type { RefusalReason } from '../administration/refusal-reason.ts';
import type { Database } from '../database/tables.ts';

/** A sign-in that was refused because no active employee has the name. */
export interface RefusedSignIn {
  readonly name: string;
  /** ISO 8601, in UTC. */
  readonly at: string;
  readonly reason: RefusalReason;
  /** When an employee was provisioned with this name. */
  readonly provisionedAt: string | null;
}

/** How the exchange of a sign-in is found again, and how it ended. */
export interface RefusedExchange {
  readonly key: string;
  readonly refusal: ExchangeRefusal;
}

/** Characters of a name that are kept. */
const MAX_NAME = 254;

const keyOf = (name: string) => indexKey(emailKey(name));

/** Keeps the latest refusal of a name. */
export async function rememberRefusal(
  db: Database,
  refused: Omit<RefusedSignIn, 'provisionedAt'> & {
    readonly companyId: string;
    readonly exchange: RefusedExchange | undefined;
  },
): Promise<void> {
  const { companyId, name, at, reason, exchange } = refused;
  const row = {
    name: name.slice(0, MAX_NAME),
    at,
    reason,
    exchange: exchange ? JSON.stringify(exchange) : null,
    provisionedAt: null,
  };
  await db
    .insertInto('refusedSignIn')
    .values({ companyId, nameKey: keyOf(name), ...row })
    .onConflict((c) => c.columns(['companyId', 'nameKey']).doUpdateSet(row))
    .execute();
}

/** A refusal that an employee who was provisioned explains. */
export interface Explained extends RefusedSignIn {
  readonly exchange: RefusedExchange | undefined;
}

/** Notes that an employee was provisioned with one of these names. @returns the refusals that waited for it */
export async function noteProvisioned(
  db: Database,
  companyId: string,
  names: readonly string[],
  at: Date,
): Promise<Explained[]> {
  const keys = [...new Set(names.map(keyOf))];
  if (keys.length === 0) return [];
  const rows = await db
    .updateTable('refusedSignIn')
    .set({ provisionedAt: at.toISOString() })
    .where('companyId', '=', companyId)
    .where('nameKey', 'in', keys)
    .where('provisionedAt', 'is', null)
    .returning(['name', 'at', 'reason', 'exchange', 'provisionedAt'])
    .execute();
  return rows.map(({ exchange, ...row }) => ({
    ...row,
    exchange: exchange === null ? undefined : (JSON.parse(exchange) as RefusedExchange),
  }));
}

/** The latest refusals of a company, the newest first. @param limit at most so many */
export async function listRefusedSignIns(
  db: Database,
  companyId: string,
  limit: number,
): Promise<RefusedSignIn[]> {
  return db
    .selectFrom('refusedSignIn')
    .select(['name', 'at', 'reason', 'provisionedAt'])
    .where('companyId', '=', companyId)
    .orderBy('at', 'desc')
    .orderBy(sql`rowid`, 'desc')
    .limit(limit)
    .execute();
}
