import type { Migration } from 'kysely/migration';

/** What an application needs to call Microsoft Graph by itself: client secrets, of which only hashes are kept, and application permissions. */
export const clientCredentials: Migration = {
  async up(db) {
    await db.schema
      .createTable('passwordCredential')
      .addColumn('keyId', 'text', (c) => c.primaryKey())
      .addColumn('ownerId', 'text', (c) => c.notNull())
      .addColumn('displayName', 'text', (c) => c.notNull())
      .addColumn('hint', 'text', (c) => c.notNull())
      .addColumn('secretHash', 'text', (c) => c.notNull())
      .addColumn('startDateTime', 'text', (c) => c.notNull())
      .addColumn('endDateTime', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex('passwordCredentialOfOwner')
      .on('passwordCredential')
      .column('ownerId')
      .execute();
    await db.schema
      .createTable('graphPermission')
      .addColumn('servicePrincipalId', 'text', (c) => c.notNull())
      .addColumn('value', 'text', (c) => c.notNull())
      .addColumn('createdDateTime', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('graphPermissionOfApplication', ['servicePrincipalId', 'value'])
      .execute();
  },
};
