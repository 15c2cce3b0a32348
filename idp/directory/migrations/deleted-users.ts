import type { Migration } from 'kysely/migration';

/** "Deleted users": a separate table, so that no query about users can find one. */
export const deletedUsers: Migration = {
  async up(db) {
    await db.schema
      .createTable('deletedUser')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('tenantId', 'text', (c) => c.notNull().references('tenant.id').onDelete('cascade'))
      .addColumn('displayName', 'text', (c) => c.notNull())
      .addColumn('userPrincipalName', 'text', (c) => c.notNull())
      .addColumn('signInName', 'text', (c) => c.notNull())
      .addColumn('mail', 'text')
      .addColumn('deletedDateTime', 'text', (c) => c.notNull())
      .addColumn('kept', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex('deletedUserOfTenant')
      .on('deletedUser')
      .columns(['tenantId', 'displayName'])
      .execute();
    await db.schema
      .createIndex('deletedUserByDate')
      .on('deletedUser')
      .column('deletedDateTime')
      .execute();
  },
};
