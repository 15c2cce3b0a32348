import type { Migration } from 'kysely/migration';

/** Reply URLs have an index, which a request can name instead of the address. */
export const replyUrlIndexes: Migration = {
  async up(db) {
    await db.schema
      .alterTable('servicePrincipal')
      .addColumn('redirectUriSettings', 'text', (c) => c.notNull().defaultTo('[]'))
      .execute();
  },
};
