import { prepared, type ValueOf } from '../../../store/prepared.ts';
import type { ClaimGroup } from '../../response/memberships.ts';
import { MAX_FILTERED_GROUPS } from '../../response/memberships.ts';
import type { Database, GroupRow } from '../tables.ts';
import { withGroupsOf } from './transitive-groups.ts';

/** One more than the largest limit, so that it can be seen whether there are more. */
const READ = MAX_FILTERED_GROUPS + 1;

const columns = [
  'group.id',
  'group.displayName',
  'group.securityEnabled',
  'group.onPremisesSyncEnabled',
  'group.onPremisesSamAccountName',
  'group.onPremisesNetBiosName',
  'group.onPremisesDomainName',
  'group.onPremisesSecurityIdentifier',
] as const;

const groupsOf = (db: Database, userId: string) =>
  withGroupsOf(db, userId)
    .selectFrom('memberOf')
    .crossJoin('directoryGroup as group')
    .select(columns)
    .whereRef('group.id', '=', 'memberOf.id')
    .limit(READ);

const allGroups = prepared((db: Database, value: ValueOf<{ userId: string }>) =>
  groupsOf(db, value('userId')),
);
const securityGroups = prepared((db: Database, value: ValueOf<{ userId: string }>) =>
  groupsOf(db, value('userId')).where('group.securityEnabled', '=', 1),
);

type Values = { userId: string; servicePrincipalId: string };

const assignedGroups = prepared((db: Database, value: ValueOf<Values>) =>
  db
    .selectFrom('groupMember as member')
    // CROSS JOIN: SQLite starts from the user; the application can have thousands of assignments.
    .crossJoin('directoryGroup as group')
    .select(columns)
    .where('member.userId', '=', value('userId'))
    .whereRef('group.id', '=', 'member.groupId')
    .where((e) =>
      e.exists(
        e
          .selectFrom('appRoleAssignment as shared')
          .select('shared.id')
          .whereRef('shared.principalId', '=', 'member.groupId')
          .where('shared.resourceId', '=', value('servicePrincipalId')),
      ),
    )
    .limit(READ),
);

/** Groups of a user, in the order of their ids. */
export interface FoundGroups {
  readonly groups: readonly ClaimGroup[];
  /** The user is in more than `MAX_FILTERED_GROUPS`; then these are any of them. */
  readonly moreGroups: boolean;
}

/**
 * The groups that a user is in, directly or through other groups; or those that are assigned to the application and have the user as direct member
 * (entra-saml.md 3.4).
 *
 * @param wanted `security`: no Microsoft 365 and distribution groups
 */
export async function claimGroupsOf(
  db: Database,
  wanted: 'all' | 'security' | 'assigned',
  values: Values,
): Promise<FoundGroups> {
  const { rows } = await (wanted === 'assigned'
    ? assignedGroups(db, values)
    : (wanted === 'security' ? securityGroups : allGroups)(db, { userId: values.userId }));
  const groups = rows.slice(0, MAX_FILTERED_GROUPS).map(read);
  return {
    groups: groups.sort((one, other) => (one.id < other.id ? -1 : 1)),
    moreGroups: rows.length === READ,
  };
}

type Row = Omit<ClaimGroup, 'securityEnabled' | 'onPremisesSyncEnabled'> &
  Pick<GroupRow, 'securityEnabled' | 'onPremisesSyncEnabled'>;

const read = (row: Row): ClaimGroup => ({
  ...row,
  securityEnabled: row.securityEnabled === 1,
  onPremisesSyncEnabled: row.onPremisesSyncEnabled === 1,
});
