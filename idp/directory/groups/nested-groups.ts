import { requireTypes } from '../../../input/argument-types.ts';
import { InvalidInput } from '../../../input/invalid-input.ts';
import { required } from '../../../input/not-found.ts';
import { findAmong, inChunks } from '../../../store/in-chunks.ts';
import type { Found } from '../../../store/slices.ts';
import { type ListPage, pageOf } from '../paged-list.ts';
import type { Database, GroupRow } from '../tables.ts';
import { UNIFIED } from './group-properties.ts';
import { requireGroup } from './manage-groups.ts';

type GroupName = Pick<GroupRow, 'id' | 'displayName'>;
type OnePage = Pick<ListPage, 'page' | 'pageSize'>;

/** The groups that are direct members of a group, by name. */
export const listMemberGroups = (db: Database, groupId: string, page: OnePage) =>
  pageOf(
    db
      .selectFrom('memberGroup as member')
      .crossJoin('directoryGroup as group')
      .select(['group.id', 'group.displayName'])
      .where('member.groupId', '=', groupId)
      .whereRef('group.id', '=', 'member.memberGroupId')
      .orderBy('group.displayName')
      .orderBy('group.id'),
    page,
  ) satisfies Promise<Found<GroupName>>;

/** The groups that a group is a direct member of, by name. */
export const groupsOfGroup = (db: Database, memberGroupId: string, page: OnePage) =>
  pageOf(
    db
      .selectFrom('memberGroup as member')
      .crossJoin('directoryGroup as group')
      .select(['group.id', 'group.displayName'])
      .where('member.memberGroupId', '=', memberGroupId)
      .whereRef('group.id', '=', 'member.groupId')
      .orderBy('group.displayName')
      .orderBy('group.id'),
    page,
  ) satisfies Promise<Found<GroupName>>;

/**
 * Makes groups direct members of a group; those that are members already stay so. Circles are allowed: a member of one of the groups is then
 * in all of them.
 *
 * @throws {InvalidInput} `itself` for the group itself; `unified` when one of them is a Microsoft 365 group (Graph, "Add members")
 * @throws {NotFound} when there is no such group, or its tenant has no such group
 */
export async function addMemberGroups(
  db: Database,
  groupId: string,
  memberGroupIds: readonly string[],
): Promise<void> {
  requireTypes({ groupId, memberGroupIds }, { groupId: 'string', memberGroupIds: 'string[]' });
  await db.transaction().execute(async (tx) => {
    const group = await requireGroup(tx, groupId);
    const members = await membersFrom(tx, group.tenantId, memberGroupIds);
    for (const [position, member] of members.entries()) refuseMember(group, member, position);
    for (const some of inChunks(members))
      await tx
        .insertInto('memberGroup')
        .values(some.map(({ id }) => ({ groupId, memberGroupId: id })))
        .onConflict((c) => c.columns(['groupId', 'memberGroupId']).doNothing())
        .execute();
  });
}

async function membersFrom(db: Database, tenantId: string, ids: readonly string[]) {
  const ofTenant = db.selectFrom('directoryGroup').selectAll().where('tenantId', '=', tenantId);
  const rows = await findAmong(ids, (some) => ofTenant.where('id', 'in', some).execute());
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => required(found.get(id), 'group', id));
}

function refuseMember(group: GroupRow, member: GroupRow, position: number): void {
  const fault = (code: string, message: string) =>
    new InvalidInput([{ property: `memberGroupIds.${position}`, code, message }]);
  if (member.id === group.id)
    throw fault('itself', `The group ${group.displayName} cannot be a member of itself.`);
  for (const one of [group, member])
    if (one.groupTypes.includes(UNIFIED))
      throw fault(
        'unified',
        `${one.displayName} is a Microsoft 365 group, which neither has groups as members nor is a member of one.`,
      );
}

/**
 * Removes a group from a group; one that is not a member changes nothing.
 *
 * @throws {NotFound} when there is no such group
 */
export async function removeMemberGroup(
  db: Database,
  groupId: string,
  memberGroupId: string,
): Promise<void> {
  requireTypes({ groupId, memberGroupId }, { groupId: 'string', memberGroupId: 'string' });
  await requireGroup(db, groupId);
  await db
    .deleteFrom('memberGroup')
    .where('groupId', '=', groupId)
    .where('memberGroupId', '=', memberGroupId)
    .execute();
}
