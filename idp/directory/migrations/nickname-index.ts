import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Whether another group has a mail nickname is found in an index, also in a tenant of tens of thousands of groups. */
export const nicknameIndex: Migration = {
  async up(db) {
    await db.schema
      .createIndex('directoryGroupOfNickname')
      .on('directoryGroup')
      .column('tenantId')
      .expression(sql`lower("mailNickname")`)
      .execute();
  },
};
