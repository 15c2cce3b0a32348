import type { Found } from '../../../store/slices.ts';
import { Badge } from '../../../web/components/badge.tsx';
import {
  Button,
  Checkbox,
  FieldSet,
  HiddenField,
  LinkButton,
} from '../../../web/components/controls.tsx';
import { Icon } from '../../../web/components/icons.tsx';
import { Toolbar } from '../../../web/components/navigation.tsx';
import { Pager } from '../../../web/components/pager.tsx';
import { Card, Facts, MessageBar } from '../../../web/components/surfaces.tsx';
import { Table } from '../../../web/components/table.tsx';
import type { AssignedApplication } from '../../directory/applications/assignments-of-user.ts';
import type { GroupRow } from '../../directory/tables.ts';
import { rolesTag } from '../../directory/users/directory-roles.ts';
import type { ObjectIdentity } from '../../directory/users/guests.ts';
import type { Manager } from '../../directory/users/manager.ts';
import { personalAccounts } from '../../response/identity-provider.ts';
import { AdminForm } from '../admin-form.tsx';
import { AdminPage } from '../admin-page.tsx';
import { whatItTakes } from '../roles.ts';
import { shownInstant } from '../shown-instant.ts';
import type { Shell } from '../visit.ts';
import { methodsPath } from './authentication-methods/add-method-page.tsx';
import { ProfileCards } from './profile-cards.tsx';
import type { TargetUser } from './target-user.ts';

export interface UserPageProps {
  shell: Shell;
  target: TargetUser;
  applications: Found<AssignedApplication>;
  groups: Found<Pick<GroupRow, 'id' | 'displayName'>>;
  /** The pages that are shown of both lists, from 1. */
  pages: { applications: number; groups: number };
  /** All directory roles, and whether the signed-in user may give them. */
  directoryRoles: readonly string[];
  mayGiveRoles: boolean;
  /** End of the smart lockout, if the account is locked. */
  lockedUntil: string | undefined;
  identities: readonly ObjectIdentity[];
  manager: Manager | undefined;
  /** What the user types to sign in: for a guest the name of the home account; undefined when that was deleted. */
  signInName: string | undefined;
}

/** Overview of one user. */
export function UserPage(props: UserPageProps) {
  const { shell, target, lockedUntil, identities, signInName, manager } = props;
  const { user } = target;
  const enabled = user.accountEnabled === 1;
  const path = `/admin/users/${user.id}`;
  return (
    <AdminPage
      shell={shell}
      section="users"
      title={user.displayName}
      lead={user.userPrincipalName}
      trail={[{ href: '/admin/users', title: 'Users' }]}
    >
      <Commands shell={shell} target={target} />
      {!enabled && (
        <MessageBar tone="warning" title="Sign-in is blocked" id="blocked">
          Sign-ins as this user are refused with AADSTS50057.
        </MessageBar>
      )}
      {lockedUntil !== undefined && (
        <MessageBar tone="warning" title={`Sign-in is locked until ${lockedUntil}`} id="locked">
          Too many wrong passwords or codes: AADSTS50053 until then. A password reset does not
          unlock the account.
        </MessageBar>
      )}
      <Card title="Overview" id="overview">
        <Facts
          items={[
            { term: 'User principal name', value: user.userPrincipalName, copy: true },
            { term: 'Object ID', value: user.id, copy: true },
            { term: 'Display name', value: user.displayName },
            { term: 'First name', value: user.givenName ?? '(none)' },
            { term: 'Last name', value: user.surname ?? '(none)' },
            { term: 'Email', value: user.mail ?? '(none)' },
            { term: 'Mail nickname', value: user.mailNickname },
            { term: 'User type', value: user.userType },
            {
              term: 'Manager',
              value: manager ? (
                <a href={`/admin/users/${manager.id}`}>{manager.userPrincipalName}</a>
              ) : (
                '(none)'
              ),
            },
            {
              term: 'Account enabled',
              value: enabled ? 'Yes' : <Badge tone="warning">No</Badge>,
            },
            ...(user.onPremisesImmutableId === null
              ? []
              : [
                  {
                    term: 'On-premises immutable ID',
                    value: user.onPremisesImmutableId,
                    copy: true,
                  },
                ]),
            { term: 'Identities', value: identities.map(({ issuer }) => issuer).join(', ') },
            ...(user.externalUserState === null
              ? []
              : [
                  { term: 'Invitation state', value: user.externalUserState },
                  {
                    term: 'Signs in as',
                    value: signInName ?? 'nobody: the home account was deleted',
                  },
                ]),
            { term: 'Created (UTC)', value: shownInstant(user.createdDateTime) },
            ...(user.lastPasswordChangeDateTime === null
              ? []
              : [
                  {
                    term: 'Last password change (UTC)',
                    value: shownInstant(user.lastPasswordChangeDateTime),
                  },
                ]),
          ]}
        />
      </Card>
      <ProfileCards user={user} />
      <Applications {...props} />
      <Groups {...props} />
      <Roles {...props} action={`${path}/roles`} />
    </AdminPage>
  );
}

function Commands({ shell, target }: { shell: Shell; target: TargetUser }) {
  const { user, self, manageable, methodsManageable } = target;
  const path = `/admin/users/${user.id}`;
  const logs = `/admin/sign-ins?${new URLSearchParams({ user: user.userPrincipalName })}`;
  const enabled = user.accountEnabled === 1;
  return (
    <Toolbar>
      {manageable && (
        <>
          <LinkButton href={`${path}/edit`} appearance="subtle">
            <Icon name="pencil" />
            Edit properties
          </LinkButton>
          <LinkButton href={`${path}/manager`} appearance="subtle">
            Manager
          </LinkButton>
          {(user.homeTenantId === null || user.homeTenantId === personalAccounts.tenantId) && (
            <LinkButton href={`${path}/reset-password`} appearance="subtle">
              Reset password
            </LinkButton>
          )}
        </>
      )}
      {manageable && !self && (
        <>
          <AdminForm shell={shell} action={`${path}/account`} inline>
            <HiddenField name="enabled" value={enabled ? 'no' : 'yes'} />
            <Button appearance="subtle" id="blockSignIn">
              {enabled ? 'Block sign-in' : 'Unblock sign-in'}
            </Button>
          </AdminForm>
          <LinkButton href={`${path}/delete`} appearance="subtle">
            Delete
          </LinkButton>
        </>
      )}
      {(self || manageable || methodsManageable) && (
        <LinkButton href={methodsPath(user.id)} appearance="subtle">
          Authentication methods
        </LinkButton>
      )}
      <LinkButton href={logs} appearance="subtle">
        Sign-in logs
      </LinkButton>
    </Toolbar>
  );
}

/** The other list of the page stays where it is. */
const keepPage = (parameter: string, page: number) => ({
  [parameter]: page === 1 ? '' : String(page),
});

function Applications({ target, applications, pages }: UserPageProps) {
  return (
    <Card title="Applications" id="applications">
      <Table
        caption="Applications"
        columns={['Application', 'Assignment']}
        rows={applications.rows.map((one) => [
          <a key="app" href={`/admin/apps/${one.servicePrincipalId}`}>
            {one.displayName}
          </a>,
          one.throughGroup === null ? 'Direct' : `Group ${one.throughGroup}`,
        ])}
        empty="Not assigned to any application."
      />
      <Pager
        action={`/admin/users/${target.user.id}`}
        parameter="applications"
        label="Pages of applications"
        page={pages.applications}
        total={applications.total}
        keep={keepPage('groups', pages.groups)}
      />
    </Card>
  );
}

function Groups({ target, groups, pages }: UserPageProps) {
  return (
    <Card title="Groups" id="groups">
      <Table
        caption="Groups"
        columns={['Group']}
        rows={groups.rows.map((group) => [
          <a key="group" href={`/admin/groups/${group.id}`}>
            {group.displayName}
          </a>,
        ])}
        empty="Not a member of any group."
      />
      <Pager
        action={`/admin/users/${target.user.id}`}
        parameter="groups"
        label="Pages of groups"
        page={pages.groups}
        total={groups.total}
        keep={keepPage('applications', pages.applications)}
      />
    </Card>
  );
}

function Roles(props: UserPageProps & { action: string }) {
  const { shell, target, directoryRoles, mayGiveRoles, action } = props;
  const held = [...target.roles].sort();
  return (
    <Card title="Assigned roles" id="roles">
      {mayGiveRoles ? (
        <AdminForm shell={shell} action={action} version={rolesTag(target.roles)}>
          <FieldSet legend="Directory roles">
            {directoryRoles.map((role) => (
              <Checkbox
                key={role}
                name="role"
                id={`role-${role.replaceAll(' ', '')}`}
                value={role}
                label={role}
                checked={target.roles.has(role)}
              />
            ))}
          </FieldSet>
          <Button appearance="secondary">Save roles</Button>
        </AdminForm>
      ) : (
        <>
          <p>{held.length > 0 ? held.join(', ') : 'None.'}</p>
          <p class="hint">You cannot change roles. {whatItTakes('role.assign')}</p>
        </>
      )}
    </Card>
  );
}
