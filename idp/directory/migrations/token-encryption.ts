import type { Migration } from 'kysely/migration';

/**
 * Certificates of service providers, and token encryption. They have their own table, without private keys, so that nothing that looks for a
 * key to sign with can find one of them; Graph lists both kinds in keyCredentials.
 */
export const tokenEncryption: Migration = {
  async up(db) {
    await db.schema
      .createTable('publicKeyCredential')
      .addColumn('keyId', 'text', (c) => c.primaryKey())
      .addColumn('ownerId', 'text', (c) => c.notNull())
      .addColumn('usage', 'text', (c) => c.notNull())
      .addColumn('displayName', 'text', (c) => c.notNull())
      .addColumn('thumbprint', 'text', (c) => c.notNull())
      .addColumn('certificate', 'text', (c) => c.notNull())
      .addColumn('startDateTime', 'text', (c) => c.notNull())
      .addColumn('endDateTime', 'text', (c) => c.notNull())
      .addColumn('createdDateTime', 'text', (c) => c.notNull())
      .addUniqueConstraint('publicKeyCredentialOfOwner', ['ownerId', 'usage', 'thumbprint'])
      .execute();
    await db.schema
      .alterTable('servicePrincipal')
      .addColumn('tokenEncryptionKeyId', 'text')
      .execute();
    await db.schema
      .alterTable('servicePrincipal')
      .addColumn('tokenEncryptionMethod', 'text', (c) => c.notNull().defaultTo('aes256-cbc'))
      .execute();
  },
};
