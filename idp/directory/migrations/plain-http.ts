import type { Migration } from 'kysely/migration';

/** Whether a tenant takes http addresses that Entra refuses. */
export const plainHttp: Migration = {
  async up(db) {
    await db.schema
      .alterTable('tenant')
      .addColumn('allowsPlainHttp', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
  },
};
