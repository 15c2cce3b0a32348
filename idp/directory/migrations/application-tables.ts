import type { Kysely } from 'kysely';

/** Registrations, enterprise applications, their Identifiers, assignments and keys. */
export async function applicationTables(db: Kysely<unknown>): Promise<void> {
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
