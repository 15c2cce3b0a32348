import { Button, HiddenField, LinkButton } from '../../../web/components/controls.tsx';
import { Toolbar } from '../../../web/components/navigation.tsx';
import { Pager } from '../../../web/components/pager.tsx';
import { MessageBar } from '../../../web/components/surfaces.tsx';
import { Table } from '../../../web/components/table.tsx';
import {
  listAssignments,
  removeAssignments,
} from '../../directory/applications/assignment-list.ts';
import { findPrincipals } from '../../directory/applications/principals.ts';
import { AdminForm } from '../admin-form.tsx';
import { listPageOf, SearchForm } from '../search-list.tsx';
import { ApplicationPage } from './application-page.tsx';
import type { ApplicationRoutes } from './application-routes.ts';

/** Users and groups: who is assigned, in which role (entra-admin.md 1.6). */
export function usersAndGroups(routes: ApplicationRoutes): void {
  routes.get('users', async (visit) => {
    const { app, context, id } = visit;
    const { search, page, pageSize } = listPageOf(visit);
    const action = visit.path('users');
    const { rows, total } = await listAssignments(context.db, {
      servicePrincipalId: id,
      search,
      page,
      pageSize,
    });
    const denial = visit.denial('app.assign');
    return visit.page((shell) => (
      <ApplicationPage shell={shell} app={app} menu="users" denial={denial}>
        <Toolbar>
          {denial === undefined && (
            <LinkButton href={visit.path('users/add')} appearance="subtle" id="addAssignment">
              Add user/group
            </LinkButton>
          )}
        </Toolbar>
        {app.servicePrincipal.appRoleAssignmentRequired === 0 && (
          <MessageBar tone="info">
            Assignment required? is set to No under Properties: every user of the tenant can sign
            in. The tile in My Apps still needs an assignment.
          </MessageBar>
        )}
        <SearchForm action={action} label="Search assigned users" value={search} />
        <Table
          caption="Assignments"
          columns={['Display name', 'Object type', 'Role assigned', 'Commands']}
          rows={rows.map((row) => [
            <>
              {row.displayName}
              {row.userPrincipalName && <div class="hint">{row.userPrincipalName}</div>}
            </>,
            row.principalType,
            row.roleDisplayName,
            denial === undefined && (
              <AdminForm shell={shell} action={visit.path('users/remove')} inline>
                <HiddenField name="assignment" value={row.id} />
                <Button appearance="link" aria-label={`Remove ${row.displayName}`}>
                  Remove
                </Button>
              </AdminForm>
            ),
          ])}
          empty={
            search ? `No assignment matches "${search}".` : 'No users or groups are assigned yet.'
          }
        />
        <Pager action={action} page={page} total={total} keep={{ search }} />
      </ApplicationPage>
    ));
  });

  routes.post('users/remove', 'app.assign', async (visit) => {
    const { context, form, id, tenantId } = visit;
    const removed = await removeAssignments(context.db, id, form.all('assignment'));
    const ids = removed.map(({ principalId }) => principalId);
    const [first] = await findPrincipals(context.db, tenantId, ids);
    if (!first) return visit.done(visit.path('users'));
    const { displayName: name, type, detail } = first;
    await visit.auditApplication(`Remove app role assignment from ${type.toLowerCase()}`, [
      { displayName: type, oldValue: type === 'User' ? detail : name },
    ]);
    return visit.done(visit.path('users'), `${name} is no longer assigned.`);
  });
}
