import type { Person } from '../applications/application-owners.ts';
import { anyContains, type Found, type ListPage, pageOf } from '../paged-list.ts';
import type { Database } from '../tables.ts';

/** The direct members of a group, by name; groups in groups there are none. */
export function listMembers(
  db: Database,
  { groupId, ...page }: ListPage & { groupId: string },
): Promise<Found<Person>> {
  const search = page.search.trim();
  const matching = db
    .selectFrom('groupMember as member')
    .innerJoin('directoryUser as user', 'user.id', 'member.userId')
    .select(['user.id', 'user.displayName', 'user.userPrincipalName'])
    .where('member.groupId', '=', groupId)
    .$if(search !== '', (query) =>
      query.where(anyContains(search, ['user.displayName', 'user.signInName'])),
    )
    .orderBy('user.displayName')
    .orderBy('user.id');
  return pageOf(matching, page);
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
