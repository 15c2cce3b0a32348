import type { Kysely } from 'kysely';

/** Tables of the admin center: roles and owners of applications, tests, fixes, the audit log. */
export async function administrationTables(db: Kysely<unknown>): Promise<void> {
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
