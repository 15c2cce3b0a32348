import type { Migration } from 'kysely/migration';

/** The challenge of a ceremony with a security key or passkey, until it is answered. */
export const webAuthnChallenges: Migration = {
  async up(db) {
    await db.schema
      .createTable('webAuthnChallenge')
      .addColumn('boundTo', 'text', (c) => c.primaryKey())
      .addColumn('challenge', 'text', (c) => c.notNull())
      .addColumn('userId', 'text')
      .addColumn('expires', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex('webAuthnChallengeExpires')
      .on('webAuthnChallenge')
      .column('expires')
      .execute();
  },
};
