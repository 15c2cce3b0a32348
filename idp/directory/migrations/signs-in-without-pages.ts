import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A user can sign in without pages, as on a joined device. A sign-in without a hint looks for the one such user of the tenant. */
export const signsInWithoutPages: Migration = {
  async up(db) {
    await db.schema.alterTable('directoryUser').addColumn('signsInWithoutPages', 'text').execute();
    await db.schema
      .createIndex('userWithoutPages')
      .on('directoryUser')
      .column('tenantId')
      .where(sql.ref('signsInWithoutPages'), 'is not', null)
      .execute();
  },
};
