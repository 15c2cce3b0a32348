import { type SqlBool, sql } from 'kysely';
import { requireTypes } from '../../../input/argument-types.ts';
import { required } from '../../../input/not-found.ts';
import { anyContains } from '../../../store/any-contains.ts';
import { inChunks } from '../../../store/in-chunks.ts';
import type { Found } from '../../../store/slices.ts';
import { firstInSlices, pageInSlices } from '../../../store/slices.ts';
import type { ListPage } from '../paged-list.ts';
import { findPeople, type Person, people } from '../people-search.ts';
import { byName } from '../sliced-list.ts';
import type { Database } from '../tables.ts';
import { countMembers } from './groups.ts';
import { requireGroup } from './manage-groups.ts';

/** A group with more members is listed by walking the tenant's users by name, which meets a member soon. */
const MANY = 1000;

/** The direct members of a group, by name. A group has no groups as members. */
export async function listMembers(
  db: Database,
  { groupId, ...page }: ListPage & { groupId: string },
): Promise<Found<Person>> {
  const search = page.search.trim();
  if (search === '') {
    const total = await countMembers(db, groupId);
    if (total > MANY) return { rows: await membersByName(db, groupId, page), total };
  }
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

async function membersByName(
  db: Database,
  groupId: string,
  { page, pageSize }: Pick<ListPage, 'page' | 'pageSize'>,
): Promise<Person[]> {
  const { tenantId } = await requireGroup(db, groupId);
  const matches = sql<SqlBool>`exists (select 1 from ${sql.table('groupMember')} as member
    where member.${sql.ref('groupId')} = ${groupId} and member.${sql.ref('userId')} = ${sql.ref('directoryUser.id')})`;
  const list = { all: people(db, tenantId), keys: ['displayName', 'id'], matches };
  return (await firstInSlices(list, page * pageSize)).slice((page - 1) * pageSize);
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
