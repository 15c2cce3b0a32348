import { setTimeout } from 'node:timers/promises';
import { Kysely, sql } from 'kysely';
import { schemaOf } from './address.ts';
import { Dialect } from './dialect.ts';
import { Pool } from './pool.ts';

/** What the server shows as the name of the program for the one connection that every running replica keeps, also when it has nothing to do. */
const REPLICA = 'samlab_replica';

/**
 * Opens that connection. It is made anew by the next query after it ended.
 *
 * @param name of the store that it can read: `lab`
 */
export const openAsReplica = <Tables>(url: string, name: string): Kysely<Tables> =>
  new Kysely<Tables>({
    dialect: new Dialect(
      new Pool({ url, schema: schemaOf(name), durable: false, max: 1, program: REPLICA }),
    ),
  });

/** Whether a replica runs on this database. @param store a replica that has this one open counts too: `idp` */
export async function replicaRuns<Tables>(db: Kysely<Tables>, store: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from pg_stat_activity
    where datname = current_database() and application_name in (${REPLICA}, ${schemaOf(store)}) limit 1`.execute(
    db,
  );
  return rows.length > 0;
}

/** The server shows a connection for a moment after it has ended. In ms. */
const ENDING = 2_000;

/** Whether a replica runs, other than one that is just ending: waits for that one. @param store as for `replicaRuns` */
export async function replicaGoesOn<Tables>(db: Kysely<Tables>, store: string): Promise<boolean> {
  const until = performance.now() + ENDING;
  while (await replicaRuns(db, store)) {
    if (performance.now() > until) return true;
    await setTimeout(20);
    await sql`select pg_stat_clear_snapshot()`.execute(db); // a transaction would see the same connections again
  }
  return false;
}

/** How many migrations were made in the schemas of these stores. */
export const migrationCount = (stores: readonly string[]) =>
  sql<number>`${sql.join(
    stores.map((store) => {
      const schema = schemaOf(store);
      return sql`(select count(*) from ${sql.id(schema, `${schema}_migration`)})`;
    }),
    sql` + `,
  )}`;
