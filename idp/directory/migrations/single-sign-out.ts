import type { Migration } from 'kysely/migration';

/** The applications of a browser session, sign-outs that are under way, several sessions in one browser, and how a LogoutResponse is written. */
export const singleSignOut: Migration = {
  async up(db) {
    await db.schema.alterTable('browserSession').addColumn('browserId', 'text').execute();
    await db.schema
      .createIndex('browserSessionOfBrowser')
      .on('browserSession')
      .column('browserId')
      .execute();
    await db.schema
      .createTable('sessionParticipant')
      .addColumn('sessionHash', 'text', (c) =>
        c.notNull().references('browserSession.idHash').onDelete('cascade').onUpdate('cascade'),
      )
      .addColumn('servicePrincipalId', 'text', (c) =>
        c.notNull().references('servicePrincipal.id').onDelete('cascade'),
      )
      .addColumn('sessionIndex', 'text', (c) => c.notNull())
      .addColumn('nameId', 'text', (c) => c.notNull())
      .addColumn('nameIdFormat', 'text', (c) => c.notNull())
      .addColumn('spNameQualifier', 'text')
      .addColumn('issued', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('sessionParticipantKey', ['sessionHash', 'servicePrincipalId'])
      .execute();
    await db.schema
      .createIndex('sessionParticipantOfApplication')
      .on('sessionParticipant')
      .column('servicePrincipalId')
      .execute();
    await db.schema
      .createTable('signOut')
      .addColumn('idHash', 'text', (c) => c.primaryKey())
      .addColumn('tenantId', 'text', (c) => c.notNull())
      .addColumn('userPrincipalName', 'text')
      .addColumn('correlationId', 'text', (c) => c.notNull())
      .addColumn('initiatorId', 'text')
      .addColumn('logoutRequestId', 'text')
      .addColumn('requestHash', 'text', (c) => c.unique())
      .addColumn('relayState', 'text')
      .addColumn('returnTo', 'text')
      .addColumn('expires', 'text', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('signOutExpires').on('signOut').column('expires').execute();
    await db.schema
      .createTable('signOutParticipant')
      .addColumn('requestId', 'text', (c) => c.primaryKey())
      .addColumn('signOutHash', 'text', (c) =>
        c.notNull().references('signOut.idHash').onDelete('cascade'),
      )
      .addColumn('position', 'integer', (c) => c.notNull())
      .addColumn('servicePrincipalId', 'text', (c) => c.notNull())
      .addColumn('displayName', 'text', (c) => c.notNull())
      .addColumn('url', 'text')
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('detail', 'text')
      .execute();
    await db.schema
      .createIndex('signOutParticipantOfSignOut')
      .on('signOutParticipant')
      .column('signOutHash')
      .execute();
    const settings = {
      logoutResponseIssuer: 'sts.windows.net',
      logoutQueryEscapes: 'lower',
      logoutNameId: 'withoutFormat',
    };
    for (const [name, value] of Object.entries(settings))
      await db.schema
        .alterTable('tenant')
        .addColumn(name, 'text', (c) => c.notNull().defaultTo(value))
        .execute();
  },
};
