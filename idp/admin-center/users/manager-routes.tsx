import { InvalidInput } from '../../../input/invalid-input.ts';
import { Actions, Button, LinkButton } from '../../../web/components/controls.tsx';
import { Field } from '../../../web/components/field.tsx';
import { Card } from '../../../web/components/surfaces.tsx';
import type { UserRow } from '../../directory/tables.ts';
import { managerOf, setManager } from '../../directory/users/manager.ts';
import { findUserByIdOrName } from '../../directory/users/users.ts';
import { AdminForm } from '../admin-form.tsx';
import { AdminPage } from '../admin-page.tsx';
import type { AdminRoutes } from '../admin-routes.ts';
import type { FieldFault } from '../field-faults.ts';
import type { Shell, Visit } from '../visit.ts';
import { auditUser, manageableUser, userTrail } from './target-user.ts';

const PATH = '/admin/users/:userId/manager';

/** "Job information" > "Manager": who a user's manager is, for provisioning. */
export function managerRoutes(routes: AdminRoutes): void {
  routes.get(PATH, 'user.manage', async (visit) => {
    const { user } = await manageableUser(visit);
    const manager = await managerOf(visit.context.db, user.id);
    return show(visit, user, manager?.userPrincipalName ?? '');
  });

  routes.post(PATH, 'user.manage', async (visit) => {
    const { user } = await manageableUser(visit);
    const { context, tenantId, form } = visit;
    const typed = form.text('manager');
    const manager = typed === '' ? null : await findUserByIdOrName(context.db, tenantId, typed);
    if (manager === undefined)
      return show(visit, user, typed, `There is no user "${typed.slice(0, 80)}" in this tenant.`);
    try {
      await setManager(context.db, user.id, manager?.id ?? null);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return show(visit, user, typed, error.message);
    }
    await auditUser(visit, user, 'Update user', [
      { displayName: 'Manager', newValue: manager?.userPrincipalName ?? '' },
    ]);
    return visit.done(
      `/admin/users/${user.id}`,
      manager
        ? `${manager.displayName} is the manager of ${user.displayName}.`
        : `${user.displayName} has no manager.`,
    );
  });
}

function show(visit: Visit, user: UserRow, typed: string, error?: string) {
  const faults =
    error === undefined ? undefined : [{ field: 'manager', code: 'manager', message: error }];
  return visit.page(
    (shell) => <ManagerPage shell={shell} user={user} typed={typed} faults={faults} />,
    faults ? 422 : 200,
  );
}

interface PageProps {
  shell: Shell;
  user: UserRow;
  /** User principal name; empty for none. */
  typed: string;
  faults: readonly FieldFault[] | undefined;
}

function ManagerPage({ shell, user, typed, faults }: PageProps) {
  const path = `/admin/users/${user.id}`;
  return (
    <AdminPage
      shell={shell}
      section="users"
      title="Manager"
      lead={user.userPrincipalName}
      trail={userTrail(user)}
    >
      <AdminForm shell={shell} action={`${path}/manager`} faults={faults}>
        <Card>
          <Field
            label="Manager"
            name="manager"
            value={typed}
            error={faults?.[0]?.message}
            hint="User principal name or object ID. Empty: no manager. Provisioning writes it where a mapping has the attribute manager."
            autocomplete="off"
            spellcheck={false}
            optional
          />
        </Card>
        <Actions>
          <Button id="save">Save</Button>
          <LinkButton href={path}>Cancel</LinkButton>
        </Actions>
      </AdminForm>
    </AdminPage>
  );
}
