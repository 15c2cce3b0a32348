import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Users have authentication methods, and a session remembers those that were used, not only that there was a second one. Until now that was
 * always a code of an authenticator app.
 */
export const authenticationMethods: Migration = {
  async up(db) {
    for (const table of ['browserSession', 'pendingSignIn']) {
      await db.schema
        .alterTable(table)
        .addColumn('methods', 'text', (c) => c.notNull().defaultTo('["password"]'))
        .execute();
      await sql`update ${sql.table(table)} set "methods" = '["password","softwareOath"]' where "secondFactor" = 1`.execute(
        db,
      );
      await db.schema.alterTable(table).dropColumn('secondFactor').execute();
    }
    await db.schema
      .alterTable('directoryUser')
      .addColumn('softwareOath', 'integer', (c) => c.notNull().defaultTo(1))
      .execute();
    await db.schema
      .createTable('authenticationMethod')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('userId', 'text', (c) =>
        c.notNull().references('directoryUser.id').onDelete('cascade'),
      )
      .addColumn('type', 'text', (c) => c.notNull())
      .addColumn('properties', 'text', (c) => c.notNull())
      .addColumn('createdDateTime', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex('authenticationMethodOfUser')
      .on('authenticationMethod')
      .column('userId')
      .execute();
  },
};
