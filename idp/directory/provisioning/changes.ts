import { sql } from 'kysely';
import { isPostgres } from '../../../store/kind.ts';
import type { Database } from '../tables.ts';

/**
 * The number below which every change is committed: those from here on are left to the next cycle. SQLite gives numbers in the order of commits.
 * In PostgreSQL the number is that of the transaction, so it stops below the oldest one of this database that is still open.
 */
export async function endOfChanges(db: Database): Promise<number> {
  const { rows } = await (isPostgres(db) ? endOnPostgres : endOnSqlite).execute(db);
  return Number(rows[0]?.end ?? 1);
}

const endOnSqlite = sql<{ end: number }>`
  select coalesce(max("changeNumber"), 0) + 1 as "end" from "directoryChange"`;

/**
 * `pg_snapshot_xmin` alone would wait for the transactions of every database of the server. `backend_xid` is the lower half of a number; a
 * transaction that ends after the snapshot was taken is committed when changes are read.
 */
const endOnPostgres = sql<{ end: number }>`
  with "now" as (select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as "next"),
  "open" as (
    select "next" / 4294967296 * 4294967296 + backend_xid::text::bigint as "number", "next"
    from "now", pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and backend_xid is not null)
  select least("next", (
    select min(case when "number" > "next" then "number" - 4294967296 else "number" end) from "open"
  )) as "end" from "now"`;

/** The objects that changed, each once, from the first number to before the second. */
export async function changedObjects(db: Database, from: number, to: number): Promise<string[]> {
  const rows = await db
    .selectFrom('directoryChange')
    .select('objectId')
    .distinct()
    .where('changeNumber', '>=', from)
    .where('changeNumber', '<', to)
    .orderBy('objectId')
    .execute();
  return rows.map(({ objectId }) => objectId);
}

/**
 * Notes a change of those who are assigned in a role: its name or value changed, which no trigger sees. The members of a group follow it.
 *
 * @param tx the transaction that changes the role
 */
export async function noteHolders(
  tx: Database,
  servicePrincipalId: string,
  appRoleId: string,
): Promise<void> {
  const number = isPostgres(tx)
    ? sql`pg_current_xact_id()::text::bigint`
    : sql`(select coalesce(max("changeNumber"), 0) + 1 from "directoryChange")`;
  await sql`
    insert into "directoryChange" ("objectId", "changeNumber")
      select distinct "principalId", ${number} from "appRoleAssignment"
      where "resourceId" = ${servicePrincipalId} and "appRoleId" = ${appRoleId}
        and exists (select 1 from "synchronizationJob")
    on conflict do nothing`.execute(tx);
}

/**
 * Removes a few changes that every job has seen. The newest one stays, because the next number is counted from it.
 *
 * @returns whether there may be more
 */
export async function forgetChanges(db: Database, limit: number): Promise<boolean> {
  const { seen } = await db
    .selectFrom('synchronizationJob')
    .select((e) => e.fn.min<number | null>('watermark').as('seen'))
    .executeTakeFirstOrThrow();
  const newest = await db
    .selectFrom('directoryChange')
    .select((e) => e.fn.max<number | null>('changeNumber').as('number'))
    .executeTakeFirstOrThrow();
  if (newest.number === null) return false;
  const old = await db
    .selectFrom('directoryChange')
    .selectAll()
    .where('changeNumber', '<', Number(newest.number))
    // Without a watermark no job reads changes: its next cycle reads everything.
    .$if(seen !== null, (query) => query.where('changeNumber', '<', Number(seen)))
    .orderBy('changeNumber')
    .limit(limit)
    .execute();
  const last = old.at(-1);
  if (!last) return false;
  const { numDeletedRows } = await db
    .deleteFrom('directoryChange')
    .where('changeNumber', '<=', last.changeNumber)
    .executeTakeFirst();
  return Number(numDeletedRows) >= limit;
}
