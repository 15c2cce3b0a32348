import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What was sent to a phone or a mailbox during a sign-in; at most one per sign-in and method. */
export const challenges: Migration = {
  async up(db) {
    await db.schema
      .createTable('challenge')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('signInHash', 'text', (c) =>
        c.notNull().references('pendingSignIn.idHash').onDelete('cascade'),
      )
      .addColumn('userId', 'text', (c) =>
        c.notNull().references('directoryUser.id').onDelete('cascade'),
      )
      .addColumn('authMethodId', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('sentTo', 'text', (c) => c.notNull())
      .addColumn('application', 'text', (c) => c.notNull())
      .addColumn('secret', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('expires', 'text', (c) => c.notNull())
      .addUniqueConstraint('challengeOfSignIn', ['signInHash', 'authMethodId'])
      .execute();
    await db.schema.createIndex('challengeOfUser').on('challenge').column('userId').execute();
    await db.schema.createIndex('challengeExpires').on('challenge').column('expires').execute();
    // The lab home shows what all hardware tokens display.
    await sql`create index "hardwareToken" on "authenticationMethod" ("type", "userId") where "type" = 'hardwareOath'`.execute(
      db,
    );
  },
};
