import type { Migration } from 'kysely/migration';

/** The properties that an application adds to users. */
export const extensionProperties: Migration = {
  async up(db) {
    await db.schema
      .alterTable('servicePrincipal')
      .addColumn('extensionProperties', 'text', (c) => c.notNull().defaultTo('[]'))
      .execute();
  },
};
