import { StaleVersion } from '../../../input/stale-version.ts';
import { PAGE_SIZE, pageNumber } from '../../../web/components/pager.tsx';
import { assignmentsOfUser } from '../../directory/applications/assignments-of-user.ts';
import { domainsOf } from '../../directory/domains/domains.ts';
import { groupsOfUser } from '../../directory/groups/groups.ts';
import { lockEndOf } from '../../directory/sign-in/smart-lockout.ts';
import {
  directoryRoleNames,
  rolesOf,
  setDirectoryRoles,
} from '../../directory/users/directory-roles.ts';
import { homeAccount, identitiesOf } from '../../directory/users/guests.ts';
import { managerOf } from '../../directory/users/manager.ts';
import { listUsers } from '../../directory/users/user-list.ts';
import type { AdminRoutes } from '../admin-routes.ts';
import { listPageOf } from '../search-list.tsx';
import type { Visit } from '../visit.ts';
import { accountRoutes } from './account-routes.tsx';
import { authenticationMethodRoutes } from './authentication-methods/routes.tsx';
import { deletedUserRoutes } from './deleted-user-routes.tsx';
import { editUserRoutes } from './edit-user-routes.tsx';
import { inviteRoutes } from './invite-routes.tsx';
import { managerRoutes } from './manager-routes.tsx';
import { newUserRoutes } from './new-user-routes.tsx';
import { targetUser } from './target-user.ts';
import { UserPage } from './user-page.tsx';
import { UsersPage } from './users-page.tsx';

/** `/admin/users` */
export function users(routes: AdminRoutes): void {
  routes.get('/admin/users', 'user.read', async (visit) => {
    const { tenantId, context } = visit;
    const { search, page, pageSize } = listPageOf(visit);
    const found = await listUsers(context.db, { tenantId, search, page, pageSize });
    const mayCreate = visit.may('user.manage');
    const mayInvite = visit.may('user.invite');
    return visit.page((shell) => (
      <UsersPage
        shell={shell}
        found={found}
        search={search}
        page={page}
        mayCreate={mayCreate}
        mayInvite={mayInvite}
      />
    ));
  });
  newUserRoutes(routes);
  inviteRoutes(routes);
  deletedUserRoutes(routes);
  routes.get('/admin/users/:userId', 'user.read', showUser);
  editUserRoutes(routes);
  managerRoutes(routes);
  accountRoutes(routes);
  authenticationMethodRoutes(routes);
  routes.post('/admin/users/:userId/roles', 'role.assign', saveRoles);
}

async function showUser(visit: Visit) {
  const target = await targetUser(visit);
  const { db, clock } = visit.context;
  const pages = {
    applications: pageNumber(visit.query('applications')),
    groups: pageNumber(visit.query('groups')),
  };
  const [applications, groups, lockedUntil, [initial], home, manager] = await Promise.all([
    assignmentsOfUser(db, target.user.id, { page: pages.applications, pageSize: PAGE_SIZE }),
    groupsOfUser(db, target.user.id, { page: pages.groups, pageSize: PAGE_SIZE }),
    lockEndOf(db, target.user, clock()),
    domainsOf(db, target.user.tenantId),
    homeAccount(db, target.user),
    managerOf(db, target.user.id),
  ]);
  return visit.page((shell) => (
    <UserPage
      shell={shell}
      target={target}
      applications={applications}
      groups={groups}
      pages={pages}
      lockedUntil={lockedUntil}
      identities={identitiesOf(target.user, initial?.id ?? '')}
      signInName={home?.userPrincipalName}
      manager={manager}
      directoryRoles={directoryRoleNames}
      mayGiveRoles={visit.may('role.assign')}
    />
  ));
}

async function saveRoles(visit: Visit) {
  const { user } = await targetUser(visit);
  const { db } = visit.context;
  const before = [...(await rolesOf(db, user.id))].sort();
  const path = `/admin/users/${user.id}`;
  const wanted = directoryRoleNames.filter((role) => visit.form.all('role').includes(role));
  try {
    await setDirectoryRoles(db, user.id, wanted, visit.form.version());
  } catch (error) {
    if (!(error instanceof StaleVersion)) throw error;
    return visit.done(path, {
      tone: 'warning',
      text: 'Another user changed the roles in the meantime. Nothing was saved; check again.',
    });
  }
  await visit.audit({
    activity: 'Update directory roles of user',
    category: 'RoleManagement',
    target: { type: 'User', id: user.id, displayName: user.userPrincipalName },
    modified: [
      { displayName: 'Role', oldValue: before.join(', '), newValue: [...wanted].sort().join(', ') },
    ],
  });
  return visit.done(path, 'The roles were saved.');
}
