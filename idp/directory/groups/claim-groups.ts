import { prepared, type ValueOf } from '../../../store/prepared.ts';
import type { ClaimGroup } from '../../response/memberships.ts';
import { MAX_FILTERED_GROUPS } from '../../response/memberships.ts';
import type { Database, GroupRow } from '../tables.ts';
import { withGroupsOf } from './transitive-groups.ts';

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

interface Wanted {
  userId: string;
  /** One more than may be sent, so that it can be seen whether there are more. */
  limit: number;
}

const groupsOf = (db: Database, value: ValueOf<Wanted>) =>
  withGroupsOf(db, value('userId'))
    .selectFrom('memberOf')
    .crossJoin('directoryGroup as group')
    .select(columns)
    .whereRef('group.id', '=', 'memberOf.id');

const allGroups = prepared((db: Database, value: ValueOf<Wanted>) =>
  groupsOf(db, value).limit(value('limit')),
);
const securityGroups = prepared((db: Database, value: ValueOf<Wanted>) =>
  groupsOf(db, value).where('group.securityEnabled', '=', 1).limit(value('limit')),
);

type Values = { userId: string; servicePrincipalId: string };

const assignedGroups = prepared((db: Database, value: ValueOf<Values & Wanted>) =>
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
    .limit(value('limit')),
);

/** Groups of a user, in the order of their ids. */
export interface FoundGroups {
  readonly groups: readonly ClaimGroup[];
  /** The user is in more than were wanted; then these are any of them. */
  readonly moreGroups: boolean;
}

/**
 * The groups that a user is in, directly or through other groups; or those that are assigned to the application and have the user as direct member
 * (entra-saml.md 3.4).
 *
 * @param wanted `security`: no Microsoft 365 and distribution groups
 * @param most how many at most
 */
export async function claimGroupsOf(
  db: Database,
  wanted: 'all' | 'security' | 'assigned',
  { userId, servicePrincipalId }: Values,
  most: number = MAX_FILTERED_GROUPS,
): Promise<FoundGroups> {
  const limit = most + 1;
  const { rows } = await (wanted === 'assigned'
    ? assignedGroups(db, { userId, servicePrincipalId, limit })
    : (wanted === 'security' ? securityGroups : allGroups)(db, { userId, limit }));
  const groups = rows.slice(0, most).map(read);
  return {
    groups: groups.sort((one, other) => (one.id < other.id ? -1 : 1)),
    moreGroups: rows.length === limit,
  };
}

type Row = Omit<ClaimGroup, 'securityEnabled' | 'onPremisesSyncEnabled'> &
  Pick<GroupRow, 'securityEnabled' | 'onPremisesSyncEnabled'>;

const read = (row: Row): ClaimGroup => ({
  ...row,
  securityEnabled: row.securityEnabled === 1,
  onPremisesSyncEnabled: row.onPremisesSyncEnabled === 1,
});
