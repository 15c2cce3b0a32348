import type { Migration } from 'kysely/migration';

/** Who fetched federation metadata: every replica of a lab knows it, and so does a lab that was started again. */
export const metadataReads: Migration = {
  async up(db) {
    await db.schema
      .createTable('metadataRead')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('appId', 'text', (c) => c.notNull())
      .addColumn('readDateTime', 'text', (c) => c.notNull())
      .addColumn('userAgent', 'text', (c) => c.notNull())
      .addColumn('thumbprints', 'text', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('metadataReadOfApp').on('metadataRead').column('appId').execute();
    await db.schema
      .createIndex('metadataReadByDate')
      .on('metadataRead')
      .column('readDateTime')
      .execute();
  },
};
