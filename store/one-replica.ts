import { type Kysely, sql } from 'kysely';

/**
 * Does work that one replica at a time should do: when another one is at it, this one leaves it out. A replica that is killed gives the lock
 * back with its connection.
 *
 * @param db PostgreSQL
 * @param name of the work: two kinds do not wait for each other
 */
export function unlessAnotherReplica<Tables>(
  db: Kysely<Tables>,
  work: () => Promise<void>,
  name = 'samlab housekeeping',
): Promise<void> {
  return db.connection().execute(async (connection) => {
    const { rows } = await sql<{ taken: boolean }>`
      select pg_try_advisory_lock(hashtext(${name}), hashtext(current_schema())) as taken`.execute(
      connection,
    );
    if (!rows[0]?.taken) return;
    try {
      await work();
    } finally {
      await sql`select pg_advisory_unlock(hashtext(${name}), hashtext(current_schema()))`.execute(
        connection,
      );
    }
  });
}
