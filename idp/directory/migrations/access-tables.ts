import type { Kysely } from 'kysely';

/** Groups, second factors, Conditional Access policies and the sign-in log; part of the first migration. */
export async function accessTables(db: Kysely<unknown>): Promise<void> {
  await groups(db);
  await policies(db);
  await signInLog(db);
}

async function groups(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('directoryGroup')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('tenantId', 'text', (c) => c.notNull().references('tenant.id').onDelete('cascade'))
    .addColumn('displayName', 'text', (c) => c.notNull())
    .addColumn('description', 'text')
    .addColumn('createdDateTime', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('directoryGroupOfTenant')
    .on('directoryGroup')
    .columns(['tenantId', 'displayName'])
    .execute();
  await db.schema
    .createTable('groupMember')
    .addColumn('groupId', 'text', (c) =>
      c.notNull().references('directoryGroup.id').onDelete('cascade'),
    )
    .addColumn('userId', 'text', (c) =>
      c.notNull().references('directoryUser.id').onDelete('cascade'),
    )
    .addPrimaryKeyConstraint('groupMemberKey', ['groupId', 'userId'])
    .execute();
  await db.schema.createIndex('groupMemberOfUser').on('groupMember').column('userId').execute();
}

async function policies(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('secondFactor')
    .addColumn('userId', 'text', (c) =>
      c.primaryKey().references('directoryUser.id').onDelete('cascade'),
    )
    .addColumn('secret', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('conditionalAccessPolicy')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('tenantId', 'text', (c) => c.notNull().references('tenant.id').onDelete('cascade'))
    .addColumn('displayName', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('conditions', 'text', (c) => c.notNull())
    .addColumn('grantControl', 'text')
    .addColumn('signInFrequency', 'integer')
    .addColumn('createdDateTime', 'text', (c) => c.notNull())
    .addColumn('modifiedDateTime', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('conditionalAccessPolicyOfTenant')
    .on('conditionalAccessPolicy')
    .columns(['tenantId', 'displayName'])
    .execute();
}

/** No foreign keys: the log outlives what it tells of. */
async function signInLog(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('signIn')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('tenantId', 'text')
    .addColumn('createdDateTime', 'text', (c) => c.notNull())
    .addColumn('correlationId', 'text', (c) => c.notNull())
    .addColumn('userId', 'text')
    .addColumn('userDisplayName', 'text')
    .addColumn('userPrincipalName', 'text')
    .addColumn('servicePrincipalId', 'text')
    .addColumn('appId', 'text')
    .addColumn('appDisplayName', 'text', (c) => c.notNull())
    .addColumn('result', 'text', (c) => c.notNull())
    .addColumn('errorCode', 'integer', (c) => c.notNull())
    .addColumn('failureReason', 'text')
    .addColumn('ipAddress', 'text', (c) => c.notNull())
    .addColumn('userAgent', 'text')
    .addColumn('authenticationRequirement', 'text', (c) => c.notNull())
    .addColumn('conditionalAccessStatus', 'text', (c) => c.notNull())
    .addColumn('appliedPolicies', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('signInByDate').on('signIn').column('createdDateTime').execute();
}
