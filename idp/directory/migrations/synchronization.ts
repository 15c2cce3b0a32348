import type { Migration } from 'kysely/migration';

/** Provisioning: jobs, how they reach their application, and what they know of it. */
export const synchronization: Migration = {
  async up(db) {
    await db.schema
      .createTable('synchronizationJob')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('tenantId', 'text', (c) => c.notNull())
      .addColumn('servicePrincipalId', 'text', (c) =>
        c.notNull().references('servicePrincipal.id').onDelete('cascade'),
      )
      .addColumn('templateId', 'text', (c) => c.notNull())
      .addColumn('createdDateTime', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('schema', 'text')
      .addColumn('schemaVersion', 'integer', (c) => c.notNull())
      .addColumn('settings', 'text', (c) => c.notNull())
      .addColumn('status', 'text', (c) => c.notNull())
      .addColumn('watermark', 'integer')
      .addColumn('cycle', 'text')
      .addColumn('deletionsAllowed', 'integer', (c) => c.notNull())
      .addColumn('nextRunDateTime', 'text')
      .addColumn('version', 'integer', (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex('synchronizationJobOfApplication')
      .on('synchronizationJob')
      .column('servicePrincipalId')
      .execute();
    await db.schema
      .createIndex('synchronizationJobByNextRun')
      .on('synchronizationJob')
      .column('nextRunDateTime')
      .execute();
    await db.schema
      .createTable('synchronizationSecret')
      .addColumn('servicePrincipalId', 'text', (c) =>
        c.notNull().references('servicePrincipal.id').onDelete('cascade'),
      )
      .addColumn('key', 'text', (c) => c.notNull())
      .addColumn('value', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('synchronizationSecretKey', ['servicePrincipalId', 'key'])
      .execute();
    await db.schema
      .createTable('synchronizationLink')
      .addColumn('jobId', 'text', (c) =>
        c.notNull().references('synchronizationJob.id').onDelete('cascade'),
      )
      .addColumn('sourceId', 'text', (c) => c.notNull())
      .addColumn('objectType', 'text', (c) => c.notNull())
      .addColumn('targetId', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('exported', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('synchronizationLinkKey', ['jobId', 'sourceId'])
      .addUniqueConstraint('synchronizationLinkOnce', ['jobId', 'objectType', 'targetId'])
      .execute();
    await db.schema
      .createTable('synchronizationMember')
      .addColumn('jobId', 'text', (c) =>
        c.notNull().references('synchronizationJob.id').onDelete('cascade'),
      )
      .addColumn('groupId', 'text', (c) => c.notNull())
      .addColumn('memberId', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('synchronizationMemberKey', ['jobId', 'groupId', 'memberId'])
      .execute();
    await db.schema
      .createIndex('synchronizationMemberOfUser')
      .on('synchronizationMember')
      .columns(['jobId', 'memberId'])
      .execute();
    await db.schema
      .createTable('synchronizationEscrow')
      .addColumn('jobId', 'text', (c) =>
        c.notNull().references('synchronizationJob.id').onDelete('cascade'),
      )
      .addColumn('objectId', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('objectType', 'text', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('cyclesLeft', 'integer', (c) => c.notNull())
      .addColumn('firstFailedDateTime', 'text', (c) => c.notNull())
      .addColumn('nextAttemptDateTime', 'text', (c) => c.notNull())
      .addColumn('errorCode', 'text', (c) => c.notNull())
      .addColumn('message', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('synchronizationEscrowKey', ['jobId', 'objectId', 'kind'])
      .execute();
  },
};
