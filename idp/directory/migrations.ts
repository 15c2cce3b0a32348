import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { accessTables } from './access-tables.ts';

/** Tables as first shipped. Every sign-in reads by a primary key or an index below, whatever the tenant's size. */
const directory: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await tenants(db);
    await applications(db);
    await signIns(db);
    await administration(db);
    await accessTables(db);
  },
};

async function tenants(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('tenant')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('displayName', 'text', (c) => c.notNull())
    .addColumn('pairwiseSecret', 'text', (c) => c.notNull())
    .addColumn('cloud', 'text', (c) => c.notNull())
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
    .addColumn('applicationTemplateId', 'text')
    .addColumn('preferredSingleSignOnMode', 'text')
    .addColumn('homepageUrl', 'text')
    .addColumn('notes', 'text')
    .addColumn('notificationEmailAddresses', 'text', (c) => c.notNull())
    .addColumn('claims', 'text')
    .addColumn('readyDateTime', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
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

async function administration(db: Kysely<unknown>): Promise<void> {
  const ofApplication = (name: string) =>
    db.schema
      .createTable(name)
      .addColumn('servicePrincipalId', 'text', (c) =>
        c.notNull().references('servicePrincipal.id').onDelete('cascade'),
      );
  await ofApplication('appRole')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('displayName', 'text', (c) => c.notNull())
    .addColumn('value', 'text')
    .addColumn('position', 'integer', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('appRoleOf')
    .on('appRole')
    .columns(['servicePrincipalId', 'position'])
    .execute();
  await ofApplication('servicePrincipalOwner')
    .addColumn('userId', 'text', (c) =>
      c.notNull().references('directoryUser.id').onDelete('cascade'),
    )
    .addPrimaryKeyConstraint('servicePrincipalOwnerKey', ['servicePrincipalId', 'userId'])
    .execute();
  await ofApplication('testSignIn')
    .addColumn('browserHash', 'text', (c) => c.notNull())
    .addColumn('signInAs', 'text', (c) => c.notNull())
    .addColumn('startedDateTime', 'text', (c) => c.notNull())
    .addColumn('answeredDateTime', 'text')
    .addColumn('userPrincipalName', 'text')
    .addColumn('errorCode', 'integer')
    .addColumn('errorMessage', 'text')
    .addColumn('requestXml', 'text')
    .addColumn('responseXml', 'text')
    .addPrimaryKeyConstraint('testSignInKey', ['servicePrincipalId'])
    .execute();
  await db.schema
    .createIndex('testSignInOfBrowser')
    .on('testSignIn')
    .columns(['browserHash', 'startedDateTime'])
    .execute();
  await ofApplication('configurationChange')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('description', 'text', (c) => c.notNull())
    .addColumn('before', 'text', (c) => c.notNull())
    .addColumn('createdDateTime', 'text', (c) => c.notNull())
    .addColumn('undoneDateTime', 'text')
    .execute();
  await db.schema
    .createIndex('configurationChangeOf')
    .on('configurationChange')
    .columns(['servicePrincipalId', 'createdDateTime'])
    .execute();
  await db.schema
    .createTable('directoryAudit')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('tenantId', 'text', (c) => c.notNull().references('tenant.id').onDelete('cascade'))
    .addColumn('activityDateTime', 'text', (c) => c.notNull())
    .addColumn('activity', 'text', (c) => c.notNull())
    .addColumn('category', 'text', (c) => c.notNull())
    .addColumn('result', 'text', (c) => c.notNull())
    .addColumn('initiatedById', 'text', (c) => c.notNull())
    .addColumn('initiatedBy', 'text', (c) => c.notNull())
    .addColumn('targetType', 'text', (c) => c.notNull())
    .addColumn('targetId', 'text', (c) => c.notNull())
    .addColumn('targetDisplayName', 'text', (c) => c.notNull())
    .addColumn('modifiedProperties', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('directoryAuditOfTenant')
    .on('directoryAudit')
    .columns(['tenantId', 'activityDateTime'])
    .execute();
}

/** In order of their keys. A key that once shipped never changes: later changes are new entries. */
export const migrations: Record<string, Migration> = { '0001-directory': directory };
