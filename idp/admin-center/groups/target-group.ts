import { findGroup } from '../../directory/groups/groups.ts';
import type { ModifiedProperty } from '../../directory/logs/audit-log.ts';
import type { GroupRow } from '../../directory/tables.ts';
import { AdminError } from '../errors.ts';
import type { Visit } from '../visit.ts';

/** The group that the path names. @throws {AdminError} `object_gone` */
export async function targetGroup(visit: Visit): Promise<GroupRow> {
  const group = await findGroup(visit.context.db, visit.tenantId, visit.param('groupId'));
  if (!group) throw new AdminError('object_gone', 'This group does not exist, or was deleted.');
  return group;
}

export const groupAddress = (group: Pick<GroupRow, 'id'>, page = ''): string =>
  `/admin/groups/${group.id}${page && `/${page}`}`;

export const groupTrail = (group: GroupRow) => [
  { href: '/admin/groups', title: 'Groups' },
  { href: groupAddress(group), title: group.displayName },
];

export const auditGroup = (
  visit: Visit,
  group: Pick<GroupRow, 'id' | 'displayName'>,
  activity: string,
  modified: readonly ModifiedProperty[] = [],
): Promise<void> =>
  visit.audit({
    activity,
    category: 'GroupManagement',
    target: { type: 'Group', id: group.id, displayName: group.displayName },
    modified,
  });
