import type { Found } from '../../../store/slices.ts';
import { Badge } from '../../../web/components/badge.tsx';
import { LinkButton } from '../../../web/components/controls.tsx';
import { Toolbar } from '../../../web/components/navigation.tsx';
import { Pager } from '../../../web/components/pager.tsx';
import { Table } from '../../../web/components/table.tsx';
import type { UserListRow } from '../../directory/users/user-list.ts';
import { AdminPage } from '../admin-page.tsx';
import { SearchForm } from '../search-list.tsx';
import type { Shell } from '../visit.ts';

const PATH = '/admin/users';

export interface UsersPageProps {
  shell: Shell;
  found: Found<UserListRow>;
  search: string;
  page: number;
  mayCreate: boolean;
  mayInvite: boolean;
}

/** All users of the tenant, by name. */
export function UsersPage(props: UsersPageProps) {
  const { shell, found, search, page, mayCreate, mayInvite } = props;
  return (
    <AdminPage
      shell={shell}
      section="users"
      title="Users"
      lead={`${found.total} ${search === '' ? 'in this tenant' : 'match'}.`}
      action={
        mayCreate && (
          <LinkButton href="/admin/users/new" appearance="primary" id="newUser">
            New user
          </LinkButton>
        )
      }
    >
      <Toolbar>
        {mayInvite && (
          <LinkButton href={`${PATH}/invite`} appearance="subtle" id="inviteUser">
            Invite external user
          </LinkButton>
        )}
        <LinkButton href={`${PATH}/deleted`} appearance="subtle" id="deletedUsers">
          Deleted users
        </LinkButton>
      </Toolbar>
      <SearchForm action={PATH} label="Search users" value={search} />
      <Table
        caption="Users"
        columns={['Display name', 'User principal name', 'Email', 'User type', 'Account enabled']}
        rows={found.rows.map((user) => [
          <a key="name" href={`${PATH}/${user.id}`}>
            {user.displayName}
          </a>,
          user.userPrincipalName,
          user.mail ?? '',
          user.userType,
          user.accountEnabled === 1 ? 'Yes' : <Badge tone="warning">No</Badge>,
        ])}
        empty={search === '' ? 'No users yet.' : 'No user matches the search.'}
      />
      <Pager action={PATH} page={page} total={found.total} keep={{ search }} />
    </AdminPage>
  );
}
