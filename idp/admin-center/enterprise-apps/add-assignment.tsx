import type { FastifyReply } from 'fastify';
import { Actions, Button, LinkButton } from '../../../web/components/controls.tsx';
import { Select } from '../../../web/components/field.tsx';
import { Card } from '../../../web/components/surfaces.tsx';
import { assignableRolesOf } from '../../directory/applications/app-roles.ts';
import { assign, DEFAULT_ACCESS } from '../../directory/applications/assignments.ts';
import { findPrincipals, type Principal } from '../../directory/applications/principals.ts';
import { AdminForm } from '../admin-form.tsx';
import { ApplicationPage } from './application-page.tsx';
import type { ApplicationRoutes, ApplicationVisit } from './application-routes.ts';
import { PeoplePicker, pickedIds, pickingPrincipals } from './people-picker.tsx';

/** Add user/group > Add Assignment: pick, Select a role, Assign (entra-admin.md 1.6). */
export function addAssignment(routes: ApplicationRoutes): void {
  routes.get('users/add', (visit) => addPage(visit));
  routes.post('users/add', 'app.assign', async (visit) => {
    const { context, form, tenantId } = visit;
    if (form.text('do') !== 'assign') return addPage(visit);
    const people = await findPrincipals(context.db, tenantId, pickedIds(form));
    if (people.length === 0) return addPage(visit, 'Select at least one user or group.');
    await assignPrincipals(visit, people, form.text('appRoleId'));
    const names = people.map(({ displayName }) => displayName).join(', ');
    return visit.done(visit.path('users'), `Assigned: ${names}.`);
  });
}

/** Assigns in one role, and says so in the audit log. A role that the application does not have counts as its first. */
export async function assignPrincipals(
  visit: ApplicationVisit,
  principals: readonly Principal[],
  wanted: string,
): Promise<void> {
  const { context, id } = visit;
  const now = context.clock();
  const roles = await assignableRolesOf(context.db, id);
  const role = roles.find((one) => one.id === wanted) ?? roles[0];
  const appRoleId = role?.id ?? DEFAULT_ACCESS;
  for (const { id: principalId, type, displayName, detail } of principals) {
    const principal = type === 'User' ? { userId: principalId } : { groupId: principalId };
    await assign(context.db, { servicePrincipalId: id, appRoleId, ...principal }, now);
    await visit.auditApplication(`Add app role assignment grant to ${type.toLowerCase()}`, [
      { displayName: type, newValue: type === 'User' ? detail : displayName },
      { displayName: 'AppRole', newValue: role?.displayName ?? 'Default Access' },
    ]);
  }
}

/** The choice of roles; without any there is "Default Access" only. */
export async function roleOptions(visit: ApplicationVisit) {
  const roles = await assignableRolesOf(visit.context.db, visit.id);
  return roles.length > 0
    ? roles.map(({ id, displayName }) => ({ value: id, label: displayName }))
    : [{ value: DEFAULT_ACCESS, label: 'Default Access' }];
}

/** "Select a role"; the first one unless another was chosen. */
export function SelectRole({
  options,
  value,
}: {
  options: Awaited<ReturnType<typeof roleOptions>>;
  value?: string | undefined;
}) {
  return (
    <Select
      label="Select a role"
      name="appRoleId"
      options={options}
      value={value || options[0]?.value}
      hint="msiam_access is the application's built-in role; users normally get User."
    />
  );
}

async function addPage(visit: ApplicationVisit, error?: string): Promise<FastifyReply> {
  const [picking, options] = await Promise.all([pickingPrincipals(visit), roleOptions(visit)]);
  return visit.page(
    (shell) => (
      <ApplicationPage
        shell={shell}
        app={visit.app}
        menu="users"
        title="Add Assignment"
        trail={[{ title: 'Users and groups', href: visit.path('users') }]}
        denial={visit.denial('app.assign')}
      >
        <Card title="Users and groups">
          <AdminForm shell={shell} action={visit.path('users/add')}>
            <PeoplePicker {...picking} error={error} />
            <SelectRole options={options} value={visit.form.text('appRoleId')} />
            <Actions>
              <Button name="do" value="assign" id="assign">
                Assign
              </Button>
              <LinkButton href={visit.path('users')}>Cancel</LinkButton>
            </Actions>
          </AdminForm>
        </Card>
      </ApplicationPage>
    ),
    error === undefined ? 200 : 422,
  );
}
