import { prepared, type ValueOf } from '../../../store/prepared.ts';
import type { GroupClaims } from '../../response/group-claims-configuration.ts';
import {
  MAX_FILTERED_GROUPS,
  MAX_GROUPS,
  type Memberships,
  noMemberships,
} from '../../response/memberships.ts';
import { claimGroupsOf, type FoundGroups } from '../groups/claim-groups.ts';
import type { Database } from '../tables.ts';
import { directoryRoleIdIn, rolesOf, roleTemplateIdOf } from '../users/directory-roles.ts';

/** An application, as far as it decides what of a user's memberships is read. */
export interface ApplicationOfMemberships {
  readonly servicePrincipalId: string;
  readonly tenantId: string;
  readonly groupClaims: GroupClaims | undefined;
  /** Whether any of its roles has a value. */
  readonly hasRoleValues: boolean;
}

type Values = { userId: string; servicePrincipalId: string };

const roleValues = prepared((db: Database, value: ValueOf<Values>) =>
  db
    .selectFrom('appRoleAssignment as assignment')
    .innerJoin('appRole as role', 'role.id', 'assignment.appRoleId')
    .select(['role.value', 'role.position'])
    .where('assignment.principalId', '=', value('userId'))
    .where('assignment.resourceId', '=', value('servicePrincipalId'))
    .where('role.value', 'is not', null)
    .union(
      db
        .selectFrom('groupMember as member')
        // CROSS JOIN: SQLite starts from the user; the application can have thousands of assignments.
        .crossJoin('appRoleAssignment as assignment')
        .innerJoin('appRole as role', 'role.id', 'assignment.appRoleId')
        .select(['role.value', 'role.position'])
        .where('member.userId', '=', value('userId'))
        .whereRef('assignment.principalId', '=', 'member.groupId')
        .where('assignment.resourceId', '=', value('servicePrincipalId'))
        .where('role.value', 'is not', null),
    )
    .orderBy('position'),
);

/** The values of a user's roles, assigned in person or to a group that has the user as direct member; also of roles that were disabled since. */
async function roleValuesOf(db: Database, values: Values): Promise<string[]> {
  const { rows } = await roleValues(db, values);
  return rows.flatMap(({ value }) => value ?? []);
}

/** What the claims of an application need of a user's memberships. One without group claims and roles costs no query. */
export async function membershipsFor(
  db: Database,
  application: ApplicationOfMemberships,
  userId: string,
): Promise<Memberships> {
  const { servicePrincipalId, tenantId, groupClaims, hasRoleValues } = application;
  const choice = groupClaims?.groupMembershipClaims ?? 'None';
  if (choice === 'None' && !hasRoleValues) return noMemberships;
  const values = { userId, servicePrincipalId };
  const roles =
    choice === 'None' || choice === 'ApplicationGroup' ? [] : [...(await rolesOf(db, userId))];
  return {
    ...(await groupsFor(db, groupClaims, values)),
    directoryRoles: roles.sort().map((name) => ({
      id: directoryRoleIdIn(tenantId, name),
      roleTemplateId: roleTemplateIdOf(name),
    })),
    appRoles: hasRoleValues ? await roleValuesOf(db, values) : undefined,
  };
}

async function groupsFor(
  db: Database,
  groupClaims: GroupClaims | undefined,
  values: Values,
): Promise<FoundGroups> {
  // A filter counts all groups of the user before it is applied.
  const most = groupClaims?.filter ? MAX_FILTERED_GROUPS : MAX_GROUPS;
  switch (groupClaims?.groupMembershipClaims) {
    case 'All':
      return claimGroupsOf(db, 'all', values, most);
    case 'SecurityGroup':
      return claimGroupsOf(db, groupClaims.filter ? 'all' : 'security', values, most);
    case 'ApplicationGroup':
      return claimGroupsOf(db, 'assigned', values, most);
    default:
      return noMemberships;
  }
}
