import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Tables as first shipped. Every sign-in reads by a primary key or an index below, whatever the tenant's size. */
const directory: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await tenants(db);
    await applications(db);
    await signIns(db);
  },
};

async function tenants(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('tenant')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('displayName', 'text', (c) => c.notNull())
    .addColumn('pairwiseSecret', 'text', (c) => c.notNull())
    .addColumn('createdDateTime', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('verifiedDomain')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('tenantId', 'text', (c) => c.notNull().references('tenant.id').onDelete('cascade'))
    .execute();
  await db.schema
    .createTable('directoryUser')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('tenantId', 'text', (c) => c.notNull().references('tenant.id').onDelete('cascade'))
    .addColumn('userPrincipalName', 'text', (c) => c.notNull())
    .addColumn('signInName', 'text', (c) => c.notNull().unique())
    .addColumn('displayName', 'text', (c) => c.notNull())
    .addColumn('givenName', 'text')
    .addColumn('surname', 'text')
    .addColumn('mail', 'text')
    .addColumn('accountEnabled', 'integer', (c) => c.notNull())
    .addColumn('passwordHash', 'text', (c) => c.notNull())
    .addColumn('createdDateTime', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('directoryUserOfTenant')
    .on('directoryUser')
    .columns(['tenantId', 'displayName'])
    .execute();
  await db.schema
    .createTable('directoryRoleAssignment')
    .addColumn('userId', 'text', (c) =>
      c.notNull().references('directoryUser.id').onDelete('cascade'),
    )
    .addColumn('role', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('directoryRoleAssignmentKey', ['userId', 'role'])
    .execute();
}

async function applications(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('application')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('tenantId', 'text', (c) => c.notNull().references('tenant.id').onDelete('cascade'))
    .addColumn('appId', 'text', (c) => c.notNull().unique())
    .addColumn('displayName', 'text', (c) => c.notNull())
    .addColumn('createdDateTime', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('servicePrincipal')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('tenantId', 'text', (c) => c.notNull().references('tenant.id').onDelete('cascade'))
    .addColumn('applicationId', 'text', (c) =>
      c.notNull().references('application.id').onDelete('cascade'),
    )
    .addColumn('appId', 'text', (c) => c.notNull())
    .addColumn('displayName', 'text', (c) => c.notNull())
    .addColumn('accountEnabled', 'integer', (c) => c.notNull())
    .addColumn('appRoleAssignmentRequired', 'integer', (c) => c.notNull())
    .addColumn('visible', 'integer', (c) => c.notNull())
    .addColumn('preferredTokenSigningKeyThumbprint', 'text')
    .addColumn('signingOption', 'text', (c) => c.notNull())
    .addColumn('signingAlgorithm', 'text', (c) => c.notNull())
    .addColumn('nameIdFormat', 'text')
    .addColumn('replyUrls', 'text', (c) => c.notNull())
    .addColumn('loginUrl', 'text')
    .addColumn('relayState', 'text')
    .addColumn('logoutUrl', 'text')
    .addColumn('createdDateTime', 'text', (c) => c.notNull())
    .addUniqueConstraint('servicePrincipalOfApp', ['appId', 'tenantId'])
    .execute();
  await db.schema
    .createIndex('servicePrincipalOfTenant')
    .on('servicePrincipal')
    .columns(['tenantId', 'displayName'])
    .execute();
  await db.schema
    .createTable('servicePrincipalName')
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('tenantId', 'text', (c) => c.notNull())
    .addColumn('servicePrincipalId', 'text', (c) =>
      c.notNull().references('servicePrincipal.id').onDelete('cascade'),
    )
    .addColumn('position', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('servicePrincipalNameKey', ['name', 'tenantId'])
    .execute();
  await db.schema
    .createIndex('servicePrincipalNameOf')
    .on('servicePrincipalName')
    .columns(['servicePrincipalId', 'position'])
    .execute();
  await db.schema
    .createTable('appRoleAssignment')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('principalId', 'text', (c) => c.notNull())
    .addColumn('principalType', 'text', (c) => c.notNull())
    .addColumn('resourceId', 'text', (c) =>
      c.notNull().references('servicePrincipal.id').onDelete('cascade'),
    )
    .addColumn('appRoleId', 'text', (c) => c.notNull())
    .addColumn('createdDateTime', 'text', (c) => c.notNull())
    .addUniqueConstraint('appRoleAssignmentOnce', ['principalId', 'resourceId', 'appRoleId'])
    .execute();
  await db.schema
    .createIndex('appRoleAssignmentOfResource')
    .on('appRoleAssignment')
    .column('resourceId')
    .execute();
  await db.schema
    .createTable('keyCredential')
    .addColumn('keyId', 'text', (c) => c.primaryKey())
    .addColumn('ownerId', 'text', (c) => c.notNull())
    .addColumn('displayName', 'text', (c) => c.notNull())
    .addColumn('thumbprint', 'text', (c) => c.notNull())
    .addColumn('certificate', 'text', (c) => c.notNull())
    .addColumn('privateKey', 'text', (c) => c.notNull())
    .addColumn('startDateTime', 'text', (c) => c.notNull())
    .addColumn('endDateTime', 'text', (c) => c.notNull())
    .addColumn('createdDateTime', 'text', (c) => c.notNull())
    .addUniqueConstraint('keyCredentialOfOwner', ['ownerId', 'thumbprint'])
    .execute();
}

async function signIns(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('browserSession')
    .addColumn('idHash', 'text', (c) => c.primaryKey())
    .addColumn('userId', 'text', (c) =>
      c.notNull().references('directoryUser.id').onDelete('cascade'),
    )
    .addColumn('persistent', 'integer', (c) => c.notNull())
    .addColumn('authnInstant', 'text', (c) => c.notNull())
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
    .addColumn('expires', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('pendingSignInExpires')
    .on('pendingSignIn')
    .column('expires')
    .execute();
}

/** In order of their keys. A key that once shipped never changes: later changes are new entries. */
export const migrations: Record<string, Migration> = { '0001-directory': directory };
