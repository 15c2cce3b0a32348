import { InvalidInput } from '../../../input/invalid-input.ts';
import { Actions, Button, LinkButton } from '../../../web/components/controls.tsx';
import { MessageBar } from '../../../web/components/surfaces.tsx';
import { listDeletedUsers } from '../../directory/users/deleted-user-list.ts';
import {
  type DeletedUser,
  findDeletedUser,
  purgeUser,
  restoreUser,
} from '../../directory/users/deleted-users.ts';
import { GLOBAL_ADMINISTRATOR } from '../../directory/users/directory-roles.ts';
import { AdminForm } from '../admin-form.tsx';
import { AdminPage } from '../admin-page.tsx';
import type { AdminRoutes } from '../admin-routes.ts';
import { AdminError } from '../errors.ts';
import { listPageOf } from '../search-list.tsx';
import type { Visit } from '../visit.ts';
import { DeletedUsersPage, deletedUsersPath } from './deleted-users-page.tsx';
import { auditUser } from './target-user.ts';

/** `/admin/users/deleted`: restore, delete permanently. */
export function deletedUserRoutes(routes: AdminRoutes): void {
  routes.get(deletedUsersPath, 'user.read', (visit) => showList(visit));

  routes.post(`${deletedUsersPath}/:userId/restore`, 'user.manage', async (visit) => {
    const user = await targetOf(visit);
    try {
      await restoreUser(visit.context.db, user.id, visit.context.clock());
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return showList(visit, `${error.message} Rename or delete the user who has it first.`);
    }
    await auditUser(visit, user, 'Restore user');
    return visit.done(`/admin/users/${user.id}`, `${user.displayName} was restored.`);
  });

  routes.get(`${deletedUsersPath}/:userId/purge`, 'user.manage', async (visit) => {
    const user = await targetOf(visit);
    return visit.page((shell) => (
      <AdminPage
        shell={shell}
        section="users"
        title="Delete permanently"
        trail={[
          { href: '/admin/users', title: 'Users' },
          { href: deletedUsersPath, title: 'Deleted users' },
        ]}
      >
        <MessageBar tone="warning" title={`Permanently delete ${user.userPrincipalName}?`}>
          The user cannot be restored afterwards. The logs are kept.
        </MessageBar>
        <AdminForm shell={shell} action={`${deletedUsersPath}/${user.id}/purge`}>
          <Actions>
            <Button appearance="danger" id="confirmDelete">
              Delete permanently
            </Button>
            <LinkButton href={deletedUsersPath}>Cancel</LinkButton>
          </Actions>
        </AdminForm>
      </AdminPage>
    ));
  });

  routes.post(`${deletedUsersPath}/:userId/purge`, 'user.manage', async (visit) => {
    const user = await targetOf(visit);
    await purgeUser(visit.context.db, user.id);
    await auditUser(visit, user, 'Hard Delete user');
    return visit.done(deletedUsersPath, `${user.displayName} was deleted permanently.`);
  });
}

async function showList(visit: Visit, problem?: string) {
  const { context, tenantId } = visit;
  const { search, page, pageSize } = listPageOf(visit);
  const found = await listDeletedUsers(context.db, {
    tenantId,
    search,
    page,
    pageSize,
    now: context.clock(),
  });
  const mayManage = visit.may('user.manage');
  return visit.page(
    (shell) => (
      <DeletedUsersPage
        shell={shell}
        found={found}
        search={search}
        page={page}
        mayManage={mayManage}
        problem={problem}
      />
    ),
    problem === undefined ? 200 : 422,
  );
}

/**
 * The deleted user that the path names. A restored user gets the directory roles back, so only a Global Administrator may restore
 * or purge one who held a role (see `target-user.ts`).
 *
 * @throws {AdminError} `object_gone`, `role_missing`
 */
async function targetOf(visit: Visit): Promise<DeletedUser> {
  const { context, tenantId, administrator } = visit;
  const user = await findDeletedUser(context.db, tenantId, visit.param('userId'), context.clock());
  if (!user) throw new AdminError('object_gone', 'This user was restored, or deleted permanently.');
  if (user.roles.length > 0 && !administrator.roles.has(GLOBAL_ADMINISTRATOR))
    throw new AdminError(
      'role_missing',
      `${user.userPrincipalName} held the role ${[...user.roles].sort().join(' and ')}, so only a Global Administrator may restore or remove this account.`,
    );
  return user;
}
