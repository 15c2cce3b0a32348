import { prepared, type ValueOf } from '../../../store/prepared.ts';
import type { Database } from '../tables.ts';

/**
 * The groups that a user is in: as a direct member, or because a group in which the user is, is a member of them. UNION drops what was found before, so
 * groups that contain each other end the recursion. CROSS JOIN: SQLite starts from what was found.
 */
export const withGroupsOf = (db: Database, userId: string) =>
  db.withRecursive('memberOf(id)', (query) =>
    query
      .selectFrom('groupMember')
      .select('groupId as id')
      .where('userId', '=', userId)
      .union(
        query
          .selectFrom('memberOf')
          .crossJoin('memberGroup')
          .select('memberGroup.groupId as id')
          .whereRef('memberGroup.memberGroupId', '=', 'memberOf.id'),
      ),
  );

const idsOfGroups = prepared((db: Database, value: ValueOf<{ userId: string }>) =>
  withGroupsOf(db, value('userId')).selectFrom('memberOf').select('id'),
);

/** The ids of the groups that a user is in, directly or through other groups. */
export async function transitiveGroupIds(db: Database, userId: string): Promise<Set<string>> {
  const { rows } = await idsOfGroups(db, { userId });
  return new Set(rows.map(({ id }) => id));
}
