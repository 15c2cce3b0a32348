import type { Migration } from 'kysely/migration';

/** The Test pane shows the latest exchange, which is recorded elsewhere. */
export const testSignInsDropped: Migration = {
  async up(db) {
    await db.schema.dropTable('testSignIn').execute();
  },
};
