import { inChunks } from '../../../store/in-chunks.ts';
import { requireTypes } from '../argument-types.ts';
import { required } from '../not-found.ts';
import { anyContains, type Found, type ListPage } from '../paged-list.ts';
import { findPeople, type Person } from '../people-search.ts';
import { byName, pageInSlices } from '../sliced-list.ts';
import type { Database } from '../tables.ts';
import { requireGroup } from './manage-groups.ts';

/** The direct members of a group, by name. A group has no groups as members. */
export function listMembers(
  db: Database,
  { groupId, ...page }: ListPage & { groupId: string },
): Promise<Found<Person>> {
  const search = page.search.trim();
  const all = db
    .selectFrom('groupMember as member')
    .crossJoin('directoryUser as user')
    .select(['user.id', 'user.displayName', 'user.userPrincipalName'])
    .where('member.groupId', '=', groupId)
    .whereRef('user.id', '=', 'member.userId');
  const matches =
    search === '' ? undefined : anyContains(search, ['user.displayName', 'user.signInName']);
  return pageInSlices({ all, keys: ['member.userId'], matches }, page, byName);
}

/**
 * Makes users direct members of a group; those who are members already stay so.
 *
 * @throws {NotFound} when there is no such group, or its tenant has no such user
 */
export async function addGroupMembers(
  db: Database,
  groupId: string,
  userIds: readonly string[],
): Promise<void> {
  requireTypes({ groupId, userIds }, { groupId: 'string', userIds: 'string[]' });
  await db.transaction().execute(async (tx) => {
    const { tenantId } = await requireGroup(tx, groupId);
    const known = new Set((await findPeople(tx, tenantId, userIds)).map(({ id }) => id));
    for (const id of userIds) required(known.has(id) || undefined, 'user', id);
    for (const some of inChunks(userIds))
      await tx
        .insertInto('groupMember')
        .values(some.map((userId) => ({ groupId, userId })))
        .onConflict((c) => c.columns(['groupId', 'userId']).doNothing())
        .execute();
  });
}

/**
 * Removes a user from a group; a user who is not a member changes nothing.
 *
 * @throws {NotFound} when there is no such group
 */
export async function removeGroupMember(
  db: Database,
  groupId: string,
  userId: string,
): Promise<void> {
  requireTypes({ groupId, userId }, { groupId: 'string', userId: 'string' });
  await requireGroup(db, groupId);
  await db
    .deleteFrom('groupMember')
    .where('groupId', '=', groupId)
    .where('userId', '=', userId)
    .execute();
}
