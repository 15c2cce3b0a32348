import type { Found } from '../../../store/slices.ts';
import { Button, HiddenField, LinkButton } from '../../../web/components/controls.tsx';
import { Select } from '../../../web/components/field.tsx';
import { Icon } from '../../../web/components/icons.tsx';
import { Toolbar } from '../../../web/components/navigation.tsx';
import { Pager } from '../../../web/components/pager.tsx';
import { Card, Facts } from '../../../web/components/surfaces.tsx';
import { Table } from '../../../web/components/table.tsx';
import type { GroupAssignment } from '../../directory/applications/group-assignments.ts';
import {
  type GroupProperties,
  groupPropertiesOf,
} from '../../directory/groups/group-properties.ts';
import type { Person } from '../../directory/people-search.ts';
import type { GroupRow } from '../../directory/tables.ts';
import { AdminForm } from '../admin-form.tsx';
import { AdminPage } from '../admin-page.tsx';
import { SearchForm } from '../search-list.tsx';
import type { Shell } from '../visit.ts';
import { groupKinds, groupLabels, kindOf } from './group-form.ts';
import { groupAddress } from './target-group.ts';

type GroupName = Pick<GroupRow, 'id' | 'displayName'>;

export interface GroupPageProps {
  shell: Shell;
  group: GroupRow;
  members: Found<Person>;
  /** Groups that are members, and groups that this one is a member of: the first of them. */
  memberGroups: Found<GroupName>;
  memberOf: Found<GroupName>;
  search: string;
  page: number;
  assignments: readonly GroupAssignment[];
  /** Applications that the group can be assigned to. */
  applications: readonly { id: string; displayName: string }[];
  mayManage: boolean;
  mayAssign: boolean;
}

/** One group: its members, and the applications it is assigned to. */
export function GroupPage(props: GroupPageProps) {
  const { shell, group, mayManage } = props;
  const properties = groupPropertiesOf(group);
  return (
    <AdminPage
      shell={shell}
      section="groups"
      title={group.displayName}
      lead={group.description ?? undefined}
      trail={[{ href: '/admin/groups', title: 'Groups' }]}
    >
      {mayManage && (
        <Toolbar>
          <LinkButton href={groupAddress(group, 'members/add')} appearance="subtle" id="addMembers">
            Add members
          </LinkButton>
          <LinkButton href={groupAddress(group, 'edit')} appearance="subtle">
            <Icon name="pencil" />
            Edit
          </LinkButton>
          <LinkButton href={groupAddress(group, 'delete')} appearance="subtle">
            Delete
          </LinkButton>
        </Toolbar>
      )}
      <Facts
        items={[
          { term: 'Object ID', value: group.id, copy: true },
          { term: 'Group type', value: groupKinds[kindOf(properties)] },
          { term: 'Membership type', value: 'Assigned' },
          { term: 'Mail nickname', value: properties.mailNickname },
          {
            term: 'Source',
            value: properties.onPremisesSyncEnabled ? 'Windows Server AD' : 'Cloud',
          },
          ...onPremisesFacts(properties),
        ]}
      />
      <Members {...props} />
      <MemberGroups {...props} />
      <Applications {...props} />
    </AdminPage>
  );
}

/** What the group has from Active Directory. */
const onPremisesFacts = (group: GroupProperties) =>
  (
    [
      'onPremisesSamAccountName',
      'onPremisesNetBiosName',
      'onPremisesDomainName',
      'onPremisesSecurityIdentifier',
    ] as const
  )
    .filter((name) => group[name] !== '')
    .map((name) => ({ term: groupLabels[name], value: group[name] }));

/** Heading of the column of buttons, for screen readers. */
const command = { title: <span class="visually-hidden">Command</span> };

function Members({ shell, group, members, search, page, mayManage }: GroupPageProps) {
  return (
    <Card title={`Members (${members.total})`} id="members">
      <SearchForm action={groupAddress(group)} label="Search members" value={search} />
      <Table
        caption="Members"
        columns={['Display name', 'User principal name', command]}
        rows={members.rows.map(({ id, displayName, userPrincipalName }) => [
          <a key="name" href={`/admin/users/${id}`}>
            {displayName}
          </a>,
          userPrincipalName,
          mayManage && (
            <AdminForm shell={shell} action={groupAddress(group, 'members/remove')} inline>
              <HiddenField name="member" value={id} />
              <Button appearance="link" aria-label={`Remove ${displayName}`}>
                Remove
              </Button>
            </AdminForm>
          ),
        ])}
        empty={search === '' ? 'No members yet.' : 'No member matches the search.'}
      />
      <Pager action={groupAddress(group)} page={page} total={members.total} keep={{ search }} />
    </Card>
  );
}

function MemberGroups({ shell, group, memberGroups, memberOf, mayManage }: GroupPageProps) {
  if (memberGroups.total === 0 && memberOf.total === 0) return null;
  return (
    <Card title="Nested groups" id="nested">
      <Table
        caption={`Groups that are members (${memberGroups.total})`}
        columns={['Display name', command]}
        rows={memberGroups.rows.map(({ id, displayName }) => [
          <a key="name" href={groupAddress({ id })}>
            {displayName}
          </a>,
          mayManage && (
            <AdminForm shell={shell} action={groupAddress(group, 'members/remove')} inline>
              <HiddenField name="member" value={id} />
              <Button appearance="link" aria-label={`Remove ${displayName}`}>
                Remove
              </Button>
            </AdminForm>
          ),
        ])}
        empty="No groups are members."
      />
      {memberOf.total > 0 && (
        <p>
          Member of:{' '}
          {memberOf.rows.map(({ id, displayName }, position) => (
            <>
              {position > 0 && ', '}
              <a key={id} href={groupAddress({ id })}>
                {displayName}
              </a>
            </>
          ))}
          {memberOf.total > memberOf.rows.length && ', and others'}
        </p>
      )}
      <p class="hint">
        Users of nested groups are in this group for group claims and for Conditional Access. They
        do not count as assigned to its applications.
      </p>
    </Card>
  );
}

function Applications({ shell, group, assignments, applications, mayAssign }: GroupPageProps) {
  return (
    <Card title="Applications" id="applications">
      <p>Direct members of the group count as assigned.</p>
      <Table
        caption="Applications"
        columns={['Application', command]}
        rows={assignments.map(({ id, servicePrincipalId, displayName }) => [
          <a key="app" href={`/admin/apps/${servicePrincipalId}`}>
            {displayName}
          </a>,
          mayAssign && (
            <AdminForm shell={shell} action={groupAddress(group, 'applications/remove')} inline>
              <HiddenField name="assignment" value={id} />
              <Button appearance="link" aria-label={`Remove ${displayName}`}>
                Remove
              </Button>
            </AdminForm>
          ),
        ])}
        empty="Not assigned to any application."
      />
      {mayAssign && applications.length > 0 && (
        <AdminForm shell={shell} action={groupAddress(group, 'applications/add')} id="assignGroup">
          <Select
            label="Application"
            name="servicePrincipalId"
            options={applications.map(({ id, displayName }) => ({ value: id, label: displayName }))}
          />
          <Button appearance="secondary" id="assign">
            Assign
          </Button>
        </AdminForm>
      )}
    </Card>
  );
}
