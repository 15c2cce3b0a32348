import type { Migration } from 'kysely/migration';

/** What smart lockout counts, and which step of a second factor was used last. */
export const signInFailures: Migration = {
  async up(db) {
    await db.schema
      .createTable('signInFailure')
      .addColumn('userId', 'text', (c) =>
        c.notNull().references('directoryUser.id').onDelete('cascade'),
      )
      .addColumn('factor', 'text', (c) => c.notNull())
      .addColumn('failures', 'integer', (c) => c.notNull())
      .addColumn('recent', 'text', (c) => c.notNull())
      .addColumn('lockedUntil', 'text')
      .addPrimaryKeyConstraint('signInFailureKey', ['userId', 'factor'])
      .execute();
    await db.schema.alterTable('secondFactor').addColumn('lastStep', 'integer').execute();
  },
};
