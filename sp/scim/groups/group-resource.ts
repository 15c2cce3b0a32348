import { urn } from '../../../scim/urns.ts';
import { newValues, type Values } from '../values.ts';
import { type GroupRow, groupValues, type MemberRow } from './group-rows.ts';

/** A group as SCIM answers it. @param members undefined when nobody asked for them */
export function groupResource(
  row: GroupRow,
  members: readonly MemberRow[] | undefined,
  base: string,
): Values {
  const shown = members?.map(({ employeeId, userName }) => ({
    value: employeeId,
    $ref: `${base}/Users/${employeeId}`,
    type: 'User',
    display: userName,
  }));
  return Object.assign(newValues(), {
    schemas: [urn.group],
    id: row.id,
    ...groupValues(row),
    ...(shown && { members: shown }),
    meta: {
      resourceType: 'Group',
      created: row.createdAt,
      lastModified: row.changedAt,
      location: `${base}/Groups/${row.id}`,
    },
  });
}
