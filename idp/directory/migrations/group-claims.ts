import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What group and role claims are made from: the kind of a group and its attributes from Active Directory, groups in groups, roles with a
 * description, and the group claim of an application. Existing groups are security groups of the cloud.
 */
export const groupClaims: Migration = {
  async up(db) {
    const group = () => db.schema.alterTable('directoryGroup');
    await group()
      .addColumn('securityEnabled', 'integer', (c) => c.notNull().defaultTo(1))
      .execute();
    await group()
      .addColumn('mailEnabled', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
    await group()
      .addColumn('groupTypes', 'text', (c) => c.notNull().defaultTo('[]'))
      .execute();
    await group()
      .addColumn('mailNickname', 'text', (c) => c.notNull().defaultTo(''))
      .execute();
    await group()
      .addColumn('onPremisesSyncEnabled', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
    for (const name of ['SamAccountName', 'NetBiosName', 'DomainName', 'SecurityIdentifier'])
      await group().addColumn(`onPremises${name}`, 'text').execute();
    await sql`update "directoryGroup" set "mailNickname" = substr("id", 1, 8)`.execute(db);

    await db.schema
      .createTable('memberGroup')
      .addColumn('groupId', 'text', (c) =>
        c.notNull().references('directoryGroup.id').onDelete('cascade'),
      )
      .addColumn('memberGroupId', 'text', (c) =>
        c.notNull().references('directoryGroup.id').onDelete('cascade'),
      )
      .addPrimaryKeyConstraint('memberGroupKey', ['groupId', 'memberGroupId'])
      .execute();
    await db.schema
      .createIndex('memberGroupOfGroup')
      .on('memberGroup')
      .column('memberGroupId')
      .execute();

    const role = () => db.schema.alterTable('appRole');
    await role()
      .addColumn('description', 'text', (c) => c.notNull().defaultTo(''))
      .execute();
    await role()
      .addColumn('isEnabled', 'integer', (c) => c.notNull().defaultTo(1))
      .execute();
    await role()
      .addColumn('allowedMemberTypes', 'text', (c) => c.notNull().defaultTo('["User"]'))
      .execute();
    await sql`update "appRole" set "description" = "displayName"`.execute(db);
    await db.schema.alterTable('servicePrincipal').addColumn('groupClaims', 'text').execute();
  },
};
