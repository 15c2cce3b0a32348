import type { Migration } from 'kysely/migration';

/** Mails about certificates that expire, and what decides whether one is due. */
export const expiryNotices: Migration = {
  async up(db) {
    await db.schema
      .alterTable('keyCredential')
      .addColumn('isCustom', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
    await db.schema.alterTable('keyCredential').addColumn('activatedDateTime', 'text').execute();
    await db.schema
      .createIndex('keyCredentialByEnd')
      .on('keyCredential')
      .column('endDateTime')
      .execute();
    await db.schema
      .createTable('expiryNotice')
      .addColumn('keyId', 'text', (c) =>
        c.notNull().references('keyCredential.keyId').onDelete('cascade'),
      )
      .addColumn('daysBefore', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('expiryNoticeOnce', ['keyId', 'daysBefore'])
      .execute();
    await db.schema
      .createTable('mail')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('tenantId', 'text', (c) => c.notNull())
      .addColumn('servicePrincipalId', 'text', (c) => c.notNull())
      .addColumn('from', 'text', (c) => c.notNull())
      .addColumn('to', 'text', (c) => c.notNull())
      .addColumn('subject', 'text', (c) => c.notNull())
      .addColumn('text', 'text', (c) => c.notNull())
      .addColumn('sentDateTime', 'text', (c) => c.notNull())
      .addColumn('delivery', 'text', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('problem', 'text')
      .execute();
    await db.schema.createIndex('mailBySent').on('mail').column('sentDateTime').execute();
    await db.schema.createIndex('mailByDelivery').on('mail').column('delivery').execute();
  },
};
