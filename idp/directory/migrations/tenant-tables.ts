import type { Kysely } from 'kysely';

/** The tenant, its verified domains, its users and their directory roles. */
export async function tenantTables(db: Kysely<unknown>): Promise<void> {
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
