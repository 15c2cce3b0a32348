import type { Found } from '../../../store/slices.ts';
import { Button, LinkButton } from '../../../web/components/controls.tsx';
import { Pager } from '../../../web/components/pager.tsx';
import { MessageBar } from '../../../web/components/surfaces.tsx';
import { Table } from '../../../web/components/table.tsx';
import type { DeletedUserListRow } from '../../directory/users/deleted-user-list.ts';
import { purgeDateOf } from '../../directory/users/deleted-users.ts';
import { AdminForm } from '../admin-form.tsx';
import { AdminPage } from '../admin-page.tsx';
import { SearchForm } from '../search-list.tsx';
import type { Shell } from '../visit.ts';

export const deletedUsersPath = '/admin/users/deleted';

export interface DeletedUsersPageProps {
  shell: Shell;
  found: Found<DeletedUserListRow>;
  search: string;
  page: number;
  mayManage: boolean;
  /** Why a restore was refused. */
  problem?: string | undefined;
}

/** "Deleted users": those who can still be restored, by name. */
export function DeletedUsersPage(props: DeletedUsersPageProps) {
  const { shell, found, search, page, mayManage, problem } = props;
  return (
    <AdminPage
      shell={shell}
      section="users"
      title="Deleted users"
      lead="Users can be restored for 30 days after deletion, with their assignments."
      trail={[{ href: '/admin/users', title: 'Users' }]}
    >
      {problem !== undefined && (
        <MessageBar tone="error" title="The user was not restored" id="problem">
          {problem}
        </MessageBar>
      )}
      <SearchForm action={deletedUsersPath} label="Search deleted users" value={search} />
      <Table
        caption="Deleted users"
        columns={[
          'Display name',
          'User principal name',
          'Deletion date',
          'Permanent deletion date',
          { title: <span class="visually-hidden">Commands</span> },
        ]}
        rows={found.rows.map((user) => [
          user.displayName,
          user.userPrincipalName,
          user.deletedDateTime.slice(0, 10),
          purgeDateOf(user.deletedDateTime).toISOString().slice(0, 10),
          mayManage && <Commands shell={shell} user={user} />,
        ])}
        empty={search === '' ? 'No deleted users.' : 'No deleted user matches the search.'}
      />
      <Pager action={deletedUsersPath} page={page} total={found.total} keep={{ search }} />
    </AdminPage>
  );
}

function Commands({ shell, user }: { shell: Shell; user: DeletedUserListRow }) {
  const path = `${deletedUsersPath}/${user.id}`;
  return (
    <div class="actions">
      <AdminForm shell={shell} action={`${path}/restore`} inline>
        <Button appearance="link" aria-label={`Restore ${user.displayName}`}>
          Restore
        </Button>
      </AdminForm>
      <LinkButton
        href={`${path}/purge`}
        appearance="link"
        aria-label={`Delete ${user.displayName} permanently`}
      >
        Delete permanently
      </LinkButton>
    </div>
  );
}
