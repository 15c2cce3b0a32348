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
import {
  addGroupMembers,
  listMembers,
  removeGroupMember,
} from '../../directory/groups/group-members.ts';
import { findPeople } from '../../directory/people-search.ts';
import { AdminPage } from '../admin-page.tsx';
import type { AdminRoutes } from '../admin-routes.ts';
import { pickedIds, pickingPeople } from '../enterprise-apps/people-picker.tsx';
import { SelectPeople } from '../enterprise-apps/select-people.tsx';
import { listPageOf } from '../search-list.tsx';
import type { Visit } from '../visit.ts';
import { groupList } from './group-list.tsx';
import { GroupPage } from './group-page.tsx';
import { manageGroup } from './manage-group.tsx';
import { auditGroup, groupAddress, groupTrail, targetGroup } from './target-group.ts';

/** `/admin/groups` */
export function groups(routes: AdminRoutes): void {
  groupList(routes);
  manageGroup(routes);
  routes.get('/admin/groups/:groupId', 'group.read', showGroup);

  routes.get('/admin/groups/:groupId/members/add', 'group.manage', (visit) => addPage(visit));
  routes.post('/admin/groups/:groupId/members/add', 'group.manage', async (visit) => {
    const group = await targetGroup(visit);
    const { context, form, tenantId } = visit;
    if (form.text('do') !== 'select') return addPage(visit);
    const people = await findPeople(context.db, tenantId, pickedIds(form));
    if (people.length === 0) return addPage(visit, 'Select at least one user.');
    await addGroupMembers(
      context.db,
      group.id,
      people.map(({ id }) => id),
    );
    for (const { userPrincipalName } of people)
      await auditGroup(visit, group, 'Add member to group', [
        { displayName: 'Member', newValue: userPrincipalName },
      ]);
    const names = people.map(({ displayName }) => displayName).join(', ');
    return visit.done(groupAddress(group), `Added: ${names}.`);
  });

  routes.post('/admin/groups/:groupId/members/remove', 'group.manage', async (visit) => {
    const group = await targetGroup(visit);
    const { db } = visit.context;
    const [person] = await findPeople(db, visit.tenantId, [visit.form.text('userId')]);
    if (!person) return visit.done(groupAddress(group));
    await removeGroupMember(db, group.id, person.id);
    await auditGroup(visit, group, 'Remove member from group', [
      { displayName: 'Member', oldValue: person.userPrincipalName },
    ]);
    return visit.done(groupAddress(group), `${person.displayName} is no longer a member.`);
  });

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

/** Number of applications in the list; any other can be assigned on the application's page. */
const MAX_CHOICE = 100;

async function showGroup(visit: Visit) {
  const group = await targetGroup(visit);
  const { tenantId } = visit;
  const { db } = visit.context;
  const { search, page, pageSize } = listPageOf(visit);
  const [members, assignments, applications] = await Promise.all([
    listMembers(db, { groupId: group.id, search, page, pageSize }),
    assignmentsOfGroup(db, group.id),
    listApplications(db, { tenantId, search: '', page: 1, pageSize: MAX_CHOICE }),
  ]);
  const assigned = new Set(assignments.map(({ servicePrincipalId }) => servicePrincipalId));
  return visit.page((shell) => (
    <GroupPage
      shell={shell}
      group={group}
      members={members}
      search={search}
      page={page}
      assignments={assignments}
      applications={applications.rows.filter(({ id }) => !assigned.has(id))}
      mayManage={visit.may('group.manage')}
      mayAssign={visit.may('app.assign')}
    />
  ));
}

async function addPage(visit: Visit, error?: string) {
  const group = await targetGroup(visit);
  const picking = await pickingPeople(visit);
  return visit.page(
    (shell) => (
      <AdminPage shell={shell} section="groups" title="Add members" trail={groupTrail(group)}>
        <SelectPeople
          shell={shell}
          picking={picking}
          error={error}
          action={groupAddress(group, 'members/add')}
          back={groupAddress(group)}
        />
      </AdminPage>
    ),
    error === undefined ? 200 : 422,
  );
}
