import type { Kysely } from 'kysely';

/** The two things of a browser: its session and its sign-ins that are not finished. */
export async function signInTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('browserSession')
    .addColumn('idHash', 'text', (c) => c.primaryKey())
    .addColumn('userId', 'text', (c) =>
      c.notNull().references('directoryUser.id').onDelete('cascade'),
    )
    .addColumn('persistent', 'integer', (c) => c.notNull())
    .addColumn('authnInstant', 'text', (c) => c.notNull())
    .addColumn('secondFactor', 'integer', (c) => c.notNull())
    .addColumn('lastSeen', 'text', (c) => c.notNull())
    .addColumn('expires', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('browserSessionOfUser')
    .on('browserSession')
    .column('userId')
    .execute();
  await db.schema
    .createIndex('browserSessionExpires')
    .on('browserSession')
    .column('expires')
    .execute();
  await db.schema
    .createTable('pendingSignIn')
    .addColumn('idHash', 'text', (c) => c.primaryKey())
    .addColumn('browserHash', 'text', (c) => c.notNull())
    .addColumn('tenantId', 'text', (c) => c.notNull())
    .addColumn('continuation', 'text', (c) => c.notNull())
    .addColumn('userId', 'text', (c) => c.references('directoryUser.id').onDelete('cascade'))
    .addColumn('authnInstant', 'text')
    .addColumn('secondFactor', 'integer', (c) => c.notNull())
    .addColumn('persistent', 'integer')
    .addColumn('expires', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('pendingSignInExpires')
    .on('pendingSignIn')
    .column('expires')
    .execute();
}
