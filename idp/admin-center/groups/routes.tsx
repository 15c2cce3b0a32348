import { assignableRolesOf } from '../../directory/applications/app-roles.ts';
import {
  findApplication,
  requireApplication,
} from '../../directory/applications/application-details.ts';
import { listApplications } from '../../directory/applications/application-list.ts';
import { assign } from '../../directory/applications/assignments.ts';
import {
  assignmentsOfGroup,
  unassignGroup,
} from '../../directory/applications/group-assignments.ts';
import { listMembers } from '../../directory/groups/group-members.ts';
import { groupsOfGroup, listMemberGroups } from '../../directory/groups/nested-groups.ts';
import type { AdminRoutes } from '../admin-routes.ts';
import { listPageOf } from '../search-list.tsx';
import type { Visit } from '../visit.ts';
import { groupList } from './group-list.tsx';
import { addMembers, addMembersPage, removeMember } from './group-members.tsx';
import { GroupPage } from './group-page.tsx';
import { manageGroup } from './manage-group.tsx';
import { auditGroup, groupAddress, targetGroup } from './target-group.ts';

/** `/admin/groups` */
export function groups(routes: AdminRoutes): void {
  groupList(routes);
  manageGroup(routes);
  routes.get('/admin/groups/:groupId', 'group.read', showGroup);

  routes.get('/admin/groups/:groupId/members/add', 'group.manage', (visit) =>
    addMembersPage(visit),
  );
  routes.post('/admin/groups/:groupId/members/add', 'group.manage', addMembers);
  routes.post('/admin/groups/:groupId/members/remove', 'group.manage', removeMember);

  routes.post('/admin/groups/:groupId/applications/add', 'app.assign', async (visit) => {
    const group = await targetGroup(visit);
    const { db, clock } = visit.context;
    const id = visit.form.text('servicePrincipalId');
    const app = await requireApplication(db, visit.tenantId, id);
    const [role] = await assignableRolesOf(db, id);
    const assignment = { groupId: group.id, servicePrincipalId: id, appRoleId: role?.id };
    await assign(db, assignment, clock());
    const { displayName } = app.servicePrincipal;
    await auditGroup(visit, group, 'Add app role assignment to group', [
      { displayName: 'Application', newValue: displayName },
    ]);
    return visit.done(groupAddress(group), `${group.displayName} is assigned to ${displayName}.`);
  });

  routes.post('/admin/groups/:groupId/applications/remove', 'app.assign', async (visit) => {
    const group = await targetGroup(visit);
    const { db } = visit.context;
    const removed = await unassignGroup(db, group.id, visit.form.text('assignment'));
    if (!removed) return visit.done(groupAddress(group));
    const app = await findApplication(db, visit.tenantId, { id: removed.resourceId });
    await auditGroup(visit, group, 'Remove app role assignment from group', [
      { displayName: 'Application', oldValue: app?.servicePrincipal.displayName ?? '' },
    ]);
    return visit.done(groupAddress(group), 'The assignment was removed.');
  });
}

/** Number of applications in the list, where any other can be assigned on the application's page; and of the groups that are shown. */
const MAX_CHOICE = 100;

async function showGroup(visit: Visit) {
  const group = await targetGroup(visit);
  const { tenantId } = visit;
  const { db } = visit.context;
  const { search, page, pageSize } = listPageOf(visit);
  const first = { page: 1, pageSize: MAX_CHOICE };
  const [members, memberGroups, memberOf, assignments, applications] = await Promise.all([
    listMembers(db, { groupId: group.id, search, page, pageSize }),
    listMemberGroups(db, group.id, first),
    groupsOfGroup(db, group.id, first),
    assignmentsOfGroup(db, group.id),
    listApplications(db, { tenantId, search: '', page: 1, pageSize: MAX_CHOICE }),
  ]);
  const assigned = new Set(assignments.map(({ servicePrincipalId }) => servicePrincipalId));
  return visit.page((shell) => (
    <GroupPage
      shell={shell}
      group={group}
      members={members}
      memberGroups={memberGroups}
      memberOf={memberOf}
      search={search}
      page={page}
      assignments={assignments}
      applications={applications.rows.filter(({ id }) => !assigned.has(id))}
      mayManage={visit.may('group.manage')}
      mayAssign={visit.may('app.assign')}
    />
  ));
}
