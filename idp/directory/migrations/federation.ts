import type { Migration } from 'kysely/migration';

/**
 * A domain can be federated, which sends its users to another identity provider, and a user can be a guest, whose account is in another tenant.
 * The oldest domain of a tenant is its initial one.
 */
export const federation: Migration = {
  async up(db) {
    await db.schema
      .alterTable('verifiedDomain')
      .addColumn('isInitial', 'integer', (c) => c.notNull().defaultTo(1))
      .execute();
    await db.schema
      .createTable('domainFederation')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('domain', 'text', (c) =>
        c.notNull().unique().references('verifiedDomain.name').onDelete('cascade'),
      )
      .addColumn('displayName', 'text', (c) => c.notNull())
      .addColumn('issuerUri', 'text', (c) => c.notNull().unique())
      .addColumn('passiveSignInUri', 'text')
      .addColumn('signingCertificate', 'text')
      .addColumn('nextSigningCertificate', 'text')
      .addColumn('federatedIdpMfaBehavior', 'text', (c) => c.notNull())
      .addColumn('mockOutOfOrder', 'integer', (c) => c.notNull())
      .addColumn('mockMultipleAuthn', 'integer', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('federationRequest')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('pendingIdHash', 'text', (c) =>
        c.notNull().references('pendingSignIn.idHash').onDelete('cascade'),
      )
      .addColumn('domain', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex('federationRequestOfPending')
      .on('federationRequest')
      .column('pendingIdHash')
      .execute();
    for (const table of ['browserSession', 'pendingSignIn'])
      await db.schema.alterTable(table).addColumn('federatedClassRef', 'text').execute();
    for (const column of [
      'onPremisesImmutableId',
      'externalUserState',
      'externalUserStateChangeDateTime',
      'homeTenantId',
      'homeUserId',
    ])
      await db.schema.alterTable('directoryUser').addColumn(column, 'text').execute();
    await db.schema
      .createIndex('directoryUserByImmutableId')
      .on('directoryUser')
      .columns(['onPremisesImmutableId', 'tenantId'])
      .unique()
      .where('onPremisesImmutableId', 'is not', null)
      .execute();
    await db.schema
      .createIndex('directoryUserByHome')
      .on('directoryUser')
      .columns(['homeUserId', 'tenantId'])
      .unique()
      .where('homeUserId', 'is not', null)
      .execute();
  },
};
