import type { Migration } from 'kysely/migration';

/** An administrator can require that a user changes the password at the next sign-in. */
export const forcedPasswordChange: Migration = {
  async up(db) {
    await db.schema
      .alterTable('directoryUser')
      .addColumn('forceChangePasswordNextSignIn', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
  },
};
