import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { isPostgres } from '../../../store/kind.ts';

/**
 * For tenants of 100,000 users. Lists have an index that ends with the id, so that they can be read a slice at a time. Members and assignments
 * no longer cascade from their group and application: tens of thousands are removed in slices, and `removal` says which are left.
 */
export const largeTenants: Migration = {
  async up(db) {
    for (const table of ['directoryUser', 'directoryGroup', 'servicePrincipal', 'deletedUser']) {
      await db.schema.dropIndex(`${table}OfTenant`).execute();
      await db.schema
        .createIndex(`${table}OfTenant`)
        .on(table)
        .columns(['tenantId', 'displayName', 'id'])
        .execute();
    }
    await members(db);
    await assignments(db);
    await db.schema
      .createTable('removal')
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('removalKey', ['kind', 'id'])
      .execute();
    await logs(db);
    await references(db);
  },
};

/** SQLite cannot drop a foreign key from a table. */
async function members(db: Kysely<unknown>): Promise<void> {
  if (isPostgres(db)) return dropForeignKey(db, 'groupMember', 'groupId');
  await db.schema.alterTable('groupMember').renameTo('formerMember').execute();
  await db.schema.dropIndex('groupMemberOfUser').execute();
  await db.schema
    .createTable('groupMember')
    .addColumn('groupId', 'text', (c) => c.notNull())
    .addColumn('userId', 'text', (c) =>
      c.notNull().references('directoryUser.id').onDelete('cascade'),
    )
    .addPrimaryKeyConstraint('groupMemberKey', ['groupId', 'userId'])
    .modifyEnd(sql`without rowid`)
    .execute();
  await sql`insert into "groupMember" select "groupId", "userId" from "formerMember"`.execute(db);
  await db.schema.dropTable('formerMember').execute();
  await db.schema.createIndex('groupMemberOfUser').on('groupMember').column('userId').execute();
}

async function assignments(db: Kysely<unknown>): Promise<void> {
  if (isPostgres(db)) {
    await dropForeignKey(db, 'appRoleAssignment', 'resourceId');
    await db.schema.dropIndex('appRoleAssignmentOfResource').execute();
    return indexAssignments(db);
  }
  const columns = sql.join(
    ['id', 'principalId', 'principalType', 'resourceId', 'appRoleId', 'createdDateTime'].map(
      (name) => sql.ref(name),
    ),
  );
  await db.schema.alterTable('appRoleAssignment').renameTo('formerAssignment').execute();
  await db.schema.dropIndex('appRoleAssignmentOfResource').execute();
  await db.schema
    .createTable('appRoleAssignment')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('principalId', 'text', (c) => c.notNull())
    .addColumn('principalType', 'text', (c) => c.notNull())
    .addColumn('resourceId', 'text', (c) => c.notNull())
    .addColumn('appRoleId', 'text', (c) => c.notNull())
    .addColumn('createdDateTime', 'text', (c) => c.notNull())
    .addUniqueConstraint('appRoleAssignmentOnce', ['principalId', 'resourceId', 'appRoleId'])
    .execute();
  await sql`insert into "appRoleAssignment" (${columns}) select ${columns} from "formerAssignment"`.execute(
    db,
  );
  await db.schema.dropTable('formerAssignment').execute();
  await indexAssignments(db);
}

const indexAssignments = (db: Kysely<unknown>): Promise<void> =>
  db.schema
    .createIndex('appRoleAssignmentOfResource')
    .on('appRoleAssignment')
    .columns(['resourceId', 'id'])
    .execute();

const dropForeignKey = (db: Kysely<unknown>, table: string, column: string): Promise<void> =>
  db.schema.alterTable(table).dropConstraint(`${table}_${column}_fkey`).execute();

/** The logs in the order of their pages, and the audit log in the order in which it is shortened. */
async function logs(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('signInByDate').execute();
  await db.schema
    .createIndex('signInByDate')
    .on('signIn')
    .columns(['createdDateTime', 'id'])
    .execute();
  await db.schema.dropIndex('directoryAuditOfTenant').execute();
  await db.schema
    .createIndex('directoryAuditOfTenant')
    .on('directoryAudit')
    .columns(['tenantId', 'activityDateTime', 'id'])
    .execute();
  await db.schema
    .createIndex('directoryAuditByDate')
    .on('directoryAudit')
    .column('activityDateTime')
    .execute();
}

/** SQLite looks for what references a row that is deleted (https://www.sqlite.org/foreignkeys.html 3). */
async function references(db: Kysely<unknown>): Promise<void> {
  for (const [table, column] of [
    ['servicePrincipalOwner', 'userId'],
    ['pendingSignIn', 'userId'],
    ['servicePrincipal', 'applicationId'],
  ] as const)
    await db.schema.createIndex(`${table}By_${column}`).on(table).column(column).execute();
}
