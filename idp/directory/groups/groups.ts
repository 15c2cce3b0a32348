import { setImmediate } from 'node:timers/promises';
import type { Fault } from '../../../input/invalid-input.ts';
import { anyContains } from '../../../store/any-contains.ts';
import { findAmong } from '../../../store/in-chunks.ts';
import type { Found } from '../../../store/slices.ts';
import { type ListPage, pageOf } from '../paged-list.ts';
import { tenantPage } from '../sliced-list.ts';
import type { Database, GroupRow } from '../tables.ts';

export interface GroupListRow extends Pick<GroupRow, 'id' | 'displayName' | 'description'> {
  members: number;
}

/** Groups of a tenant by name, with the number of their members. */
export async function listGroups(
  db: Database,
  { tenantId, ...page }: ListPage & { tenantId: string },
): Promise<Found<GroupListRow>> {
  const search = page.search.trim();
  const all = db
    .selectFrom('directoryGroup')
    .select(['id', 'displayName', 'description'])
    .where('tenantId', '=', tenantId);
  const matches = search === '' ? undefined : anyContains(search, ['displayName']);
  const { rows, total } = await tenantPage(all, matches, page);
  const counted: GroupListRow[] = [];
  for (const row of rows) {
    counted.push({ ...row, members: await countMembers(db, row.id) });
    await setImmediate(); // counting 65,000 members takes some milliseconds
  }
  return { rows: counted, total };
}

/** The group of this id, if the tenant has it. */
export function findGroup(
  db: Database,
  tenantId: string,
  id: string,
): Promise<GroupRow | undefined> {
  return db
    .selectFrom('directoryGroup')
    .selectAll()
    .where('id', '=', id)
    .where('tenantId', '=', tenantId)
    .executeTakeFirst();
}

/** The group of this name; of several, the one with the first id. */
export const findGroupByName = (
  db: Database,
  tenantId: string,
  displayName: string,
): Promise<GroupRow | undefined> =>
  db
    .selectFrom('directoryGroup')
    .selectAll()
    .where('tenantId', '=', tenantId)
    .where('displayName', '=', displayName)
    .orderBy('id')
    .executeTakeFirst();

/** The number of users who are direct members. */
export async function countMembers(db: Database, groupId: string): Promise<number> {
  const { members } = await db
    .selectFrom('groupMember')
    .select((e) => e.fn.countAll<number>().as('members'))
    .where('groupId', '=', groupId)
    .executeTakeFirstOrThrow();
  return Number(members);
}

/** The groups that a user is a direct member of, by name. */
export function groupsOfUser(
  db: Database,
  userId: string,
  page: Pick<ListPage, 'page' | 'pageSize'>,
): Promise<Found<Pick<GroupRow, 'id' | 'displayName'>>> {
  const groups = db
    .selectFrom('groupMember as member')
    .crossJoin('directoryGroup as group')
    .select(['group.id', 'group.displayName'])
    .where('member.userId', '=', userId)
    .whereRef('group.id', '=', 'member.groupId')
    .orderBy('group.displayName')
    .orderBy('group.id');
  return pageOf(groups, page);
}

/** A fault for each id that is not a group of the tenant. @param property the list that the ids are from */
export async function unknownGroupFaults(
  db: Database,
  tenantId: string,
  property: string,
  ids: readonly string[],
): Promise<Fault[]> {
  const ofTenant = db.selectFrom('directoryGroup').select('id').where('tenantId', '=', tenantId);
  const rows = await findAmong(ids, (some) => ofTenant.where('id', 'in', some).execute());
  const known = new Set(rows.map(({ id }) => id));
  return ids.flatMap((id, position) =>
    known.has(id)
      ? []
      : {
          property: `${property}.${position}`,
          code: 'unknown_group',
          message: `This tenant has no group "${id.slice(0, 80)}".`,
        },
  );
}
