import { LinkButton } from '../../../web/components/controls.tsx';
import { Pager } from '../../../web/components/pager.tsx';
import { Table } from '../../../web/components/table.tsx';
import { listGroups } from '../../directory/groups/groups.ts';
import { AdminPage } from '../admin-page.tsx';
import type { AdminRoutes } from '../admin-routes.ts';
import { listPageOf, SearchForm } from '../search-list.tsx';

const PATH = '/admin/groups';

/** All groups of the tenant, by name. */
export function groupList(routes: AdminRoutes): void {
  routes.get(PATH, 'group.read', async (visit) => {
    const { context, tenantId } = visit;
    const { search, page, pageSize } = listPageOf(visit);
    const { rows, total } = await listGroups(context.db, { tenantId, search, page, pageSize });
    return visit.page((shell) => (
      <AdminPage
        shell={shell}
        section="groups"
        title="Groups"
        lead="Sets of users, for assignments to applications and for policies."
        action={
          visit.may('group.manage') && (
            <LinkButton href={`${PATH}/new`} appearance="primary" id="newGroup">
              New group
            </LinkButton>
          )
        }
      >
        <SearchForm action={PATH} label="Search groups" value={search} />
        <Table
          caption="Groups"
          columns={['Name', 'Description', { title: 'Members', align: 'end' }]}
          rows={rows.map(({ id, displayName, description, members }) => [
            <a key="name" href={`${PATH}/${id}`}>
              {displayName}
            </a>,
            description ?? '',
            String(members),
          ])}
          empty={search === '' ? 'No groups yet.' : 'No group matches the search.'}
        />
        <Pager action={PATH} page={page} total={total} keep={{ search }} />
      </AdminPage>
    ));
  });
}
