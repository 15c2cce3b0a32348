import type { Found } from '../../../store/slices.ts';
import { type ListPage, pageOf } from '../paged-list.ts';
import type { Database } from '../tables.ts';

/** An application that a user is assigned to, and how. */
export interface AssignedApplication {
  servicePrincipalId: string;
  displayName: string;
  /** Name of the group that was assigned; null when the user was. */
  throughGroup: string | null;
}

type OnePage = Pick<ListPage, 'page' | 'pageSize'>;

/**
 * The applications that a user is assigned to, directly or as a direct member of a group, by name. CROSS JOIN: SQLite starts from the user;
 * an application can have thousands of assignments.
 */
export function assignmentsOfUser(
  db: Database,
  userId: string,
  page: OnePage,
): Promise<Found<AssignedApplication>> {
  const direct = db
    .selectFrom('appRoleAssignment as assignment')
    .crossJoin('servicePrincipal as sp')
    .select((e) => [
      'sp.id as servicePrincipalId',
      'sp.displayName',
      e.lit(null).$castTo<string | null>().as('throughGroup'),
    ])
    .where('assignment.principalId', '=', userId)
    .whereRef('sp.id', '=', 'assignment.resourceId');
  const byGroup = db
    .selectFrom('groupMember as member')
    .crossJoin('directoryGroup as group')
    .crossJoin('appRoleAssignment as assignment')
    .crossJoin('servicePrincipal as sp')
    .select((e) => [
      'sp.id as servicePrincipalId',
      'sp.displayName',
      e.ref('group.displayName').$castTo<string | null>().as('throughGroup'),
    ])
    .where('member.userId', '=', userId)
    .whereRef('group.id', '=', 'member.groupId')
    .whereRef('assignment.principalId', '=', 'group.id')
    .whereRef('sp.id', '=', 'assignment.resourceId');
  const all = db
    .selectFrom(direct.union(byGroup).as('each')) // UNION: once, whatever the number of roles
    .select(['servicePrincipalId', 'displayName', 'throughGroup'])
    .orderBy('displayName')
    .orderBy('throughGroup', (order) => order.asc().nullsFirst()) // as SQLite does anyway
    .orderBy('servicePrincipalId');
  return pageOf(all, page);
}

export interface Tile {
  appId: string;
  tenantId: string;
  displayName: string;
  loginUrl: string | null;
  applicationTemplateId: string | null;
}

/** The applications of a user's My Apps: assigned and visible, by name (entra-saml.md 9.6). */
export function tilesOf(db: Database, userId: string, page: OnePage): Promise<Found<Tile>> {
  const resources = db
    .selectFrom('appRoleAssignment')
    .select('resourceId')
    .where('principalId', '=', userId)
    .union(
      db
        .selectFrom('groupMember as member')
        .crossJoin('appRoleAssignment as shared')
        .select('shared.resourceId')
        .where('member.userId', '=', userId)
        .whereRef('shared.principalId', '=', 'member.groupId'),
    );
  const tiles = db
    .selectFrom(resources.as('assigned'))
    .crossJoin('servicePrincipal as sp')
    .select(['sp.appId', 'sp.tenantId', 'sp.displayName', 'sp.loginUrl'])
    .select('sp.applicationTemplateId')
    .whereRef('sp.id', '=', 'assigned.resourceId')
    .where('sp.visible', '=', 1)
    .where('sp.accountEnabled', '=', 1)
    .orderBy('sp.displayName')
    .orderBy('sp.id');
  return pageOf(tiles, page);
}
