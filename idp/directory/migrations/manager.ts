import type { Migration } from 'kysely/migration';

/** A user's manager. It is no foreign key: a manager who is deleted can come back. */
export const manager: Migration = {
  async up(db) {
    await db.schema.alterTable('directoryUser').addColumn('managerId', 'text').execute();
    await db.schema
      .createIndex('directoryUserByManager')
      .on('directoryUser')
      .column('managerId')
      .execute();
  },
};
