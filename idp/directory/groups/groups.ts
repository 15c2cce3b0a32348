import { findAmong } from '../../../store/in-chunks.ts';
import type { Fault } from '../invalid-input.ts';
import { anyContains, type Found, type ListPage, pageOf } from '../paged-list.ts';
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
  const matching = db
    .selectFrom('directoryGroup as group')
    .select((e) => [
      'group.id',
      'group.displayName',
      'group.description',
      e
        .selectFrom('groupMember as member')
        .whereRef('member.groupId', '=', 'group.id')
        .select((m) => m.fn.countAll<number>().as('members'))
        .as('members'),
    ])
    .where('group.tenantId', '=', tenantId)
    .$if(search !== '', (query) => query.where(anyContains(search, ['group.displayName'])))
    .orderBy('group.displayName')
    .orderBy('group.id');
  const { rows, total } = await pageOf(matching, page);
  return { rows: rows.map((row) => ({ ...row, members: Number(row.members ?? 0) })), total };
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

/** The groups that a user is a direct member of, by name. */
export function groupsOfUser(
  db: Database,
  userId: string,
): Promise<Pick<GroupRow, 'id' | 'displayName'>[]> {
  return db
    .selectFrom('groupMember as member')
    .innerJoin('directoryGroup as group', 'group.id', 'member.groupId')
    .select(['group.id', 'group.displayName'])
    .where('member.userId', '=', userId)
    .orderBy('group.displayName')
    .execute();
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
