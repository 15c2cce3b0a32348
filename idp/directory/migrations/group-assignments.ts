import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The groups that an application is assigned to: a few, even where thousands of users are. */
export const groupAssignments: Migration = {
  async up(db) {
    await db.schema
      .createIndex('appRoleAssignmentOfGroups')
      .on('appRoleAssignment')
      .columns(['resourceId', 'principalId'])
      .where(sql.ref('principalType'), '=', sql.lit('Group'))
      .execute();
  },
};
