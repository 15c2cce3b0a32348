import { sql } from 'kysely';
import { containing, type Found } from './application-list.ts';
import type { Person } from './application-owners.ts';
import type { Database } from './tables.ts';

/** The direct members of a group, by name; groups in groups there are none. @param page from 1 */
export async function listMembers(
  db: Database,
  o: { groupId: string; search: string; page: number; pageSize: number },
): Promise<Found<Person>> {
  const search = o.search.trim();
  const matching = db
    .selectFrom('groupMember as member')
    .innerJoin('directoryUser as user', 'user.id', 'member.userId')
    .where('member.groupId', '=', o.groupId)
    .$if(search !== '', (query) =>
      query.where((e) =>
        e.or([
          sql<boolean>`lower(${e.ref('user.displayName')}) like ${containing(search)} escape '\\'`,
          sql<boolean>`${e.ref('user.signInName')} like ${containing(search)} escape '\\'`,
        ]),
      ),
    );
  const [rows, count] = await Promise.all([
    matching
      .select(['user.id', 'user.displayName', 'user.userPrincipalName'])
      .orderBy('user.displayName')
      .orderBy('user.id')
      .limit(o.pageSize)
      .offset((o.page - 1) * o.pageSize)
      .execute(),
    matching.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
  ]);
  return { rows, total: Number(count.total) };
}

/** Doing it twice is the same as once. The caller has made sure that both are of one tenant. */
export async function addMembers(
  db: Database,
  groupId: string,
  userIds: readonly string[],
): Promise<void> {
  if (userIds.length === 0) return;
  await db
    .insertInto('groupMember')
    .values(userIds.map((userId) => ({ groupId, userId })))
    .onConflict((c) => c.columns(['groupId', 'userId']).doNothing())
    .execute();
}

export async function removeMember(db: Database, groupId: string, userId: string): Promise<void> {
  await db
    .deleteFrom('groupMember')
    .where('groupId', '=', groupId)
    .where('userId', '=', userId)
    .execute();
}
