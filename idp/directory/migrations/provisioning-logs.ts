import type { Migration } from 'kysely/migration';

/** The provisioning logs, and what was sent and answered for their newest lines. */
export const provisioningLogs: Migration = {
  async up(db) {
    await db.schema
      .createTable('provisioningLog')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('tenantId', 'text', (c) => c.notNull())
      .addColumn('activityDateTime', 'text', (c) => c.notNull())
      .addColumn('servicePrincipalId', 'text', (c) => c.notNull())
      .addColumn('jobId', 'text', (c) => c.notNull())
      .addColumn('cycleId', 'text', (c) => c.notNull())
      .addColumn('changeId', 'text', (c) => c.notNull())
      .addColumn('provisioningAction', 'text', (c) => c.notNull())
      .addColumn('status', 'text', (c) => c.notNull())
      .addColumn('sourceId', 'text', (c) => c.notNull())
      .addColumn('sourceName', 'text', (c) => c.notNull())
      .addColumn('targetId', 'text', (c) => c.notNull())
      .addColumn('targetName', 'text', (c) => c.notNull())
      .addColumn('summary', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex('provisioningLogOfTenant')
      .on('provisioningLog')
      .columns(['tenantId', 'activityDateTime', 'id'])
      .execute();
    await db.schema
      .createIndex('provisioningLogOfApplication')
      .on('provisioningLog')
      .columns(['tenantId', 'servicePrincipalId', 'activityDateTime', 'id'])
      .execute();
    await db.schema
      .createIndex('provisioningLogByDate')
      .on('provisioningLog')
      .column('activityDateTime')
      .execute();
    await db.schema
      .createTable('provisioningExchange')
      .addColumn('logId', 'text', (c) => c.primaryKey())
      .addColumn('activityDateTime', 'text', (c) => c.notNull())
      .addColumn('exchanges', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex('provisioningExchangeByDate')
      .on('provisioningExchange')
      .column('activityDateTime')
      .execute();
  },
};
