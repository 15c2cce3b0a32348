import { InvalidInput } from '../../../input/invalid-input.ts';
import { Actions, Button, LinkButton } from '../../../web/components/controls.tsx';
import { Card, MessageBar } from '../../../web/components/surfaces.tsx';
import type { UserRow } from '../../directory/tables.ts';
import { deleteUser } from '../../directory/users/deleted-users.ts';
import { generatePassword } from '../../directory/users/password-rules.ts';
import { updateUser } from '../../directory/users/update-user.ts';
import { resetPassword } from '../../directory/users/user-password.ts';
import { AdminForm } from '../admin-form.tsx';
import { AdminPage } from '../admin-page.tsx';
import type { AdminRoutes } from '../admin-routes.ts';
import { type FieldFault, fieldFaults } from '../field-faults.ts';
import type { Shell } from '../visit.ts';
import { PasswordOncePage } from './new-user-pages.tsx';
import {
  newPasswordChoice,
  type PasswordChoice,
  PasswordFields,
  readPasswordChoice,
} from './password-fields.tsx';
import { auditUser, manageableUser, refuseSelf, userTrail } from './target-user.ts';

/** Block and unblock, reset the password, delete. */
export function accountRoutes(routes: AdminRoutes): void {
  routes.post('/admin/users/:userId/account', 'user.manage', async (visit) => {
    const target = await manageableUser(visit);
    const { user } = target;
    const accountEnabled = visit.form.text('enabled') === 'yes';
    if (!accountEnabled) refuseSelf(target, 'block');
    await updateUser(visit.context.db, user.id, { accountEnabled });
    await auditUser(visit, user, accountEnabled ? 'Enable account' : 'Disable account');
    return visit.done(
      `/admin/users/${user.id}`,
      `Sign-in is ${accountEnabled ? 'allowed' : 'blocked'} for ${user.displayName}.`,
    );
  });

  routes.get('/admin/users/:userId/reset-password', 'user.manage', async (visit) => {
    const { user } = await manageableUser(visit);
    return visit.page((shell) => (
      <ResetPasswordPage shell={shell} user={user} choice={newPasswordChoice} />
    ));
  });

  routes.post('/admin/users/:userId/reset-password', 'user.manage', async (visit) => {
    const { user } = await manageableUser(visit);
    const choice = readPasswordChoice(visit.form);
    try {
      const password = choice.generate ? generatePassword() : choice.typed;
      const { db, clock } = visit.context;
      const forceChangePasswordNextSignIn = choice.mustChange;
      await resetPassword(db, user.id, password, clock(), { forceChangePasswordNextSignIn });
      await auditUser(visit, user, 'Reset user password');
      if (!choice.generate) return visit.done(`/admin/users/${user.id}`, 'The password was reset.');
      return visit.page((shell) => (
        <PasswordOncePage shell={shell} user={user} heading="Password reset" password={password} />
      ));
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      const faults = fieldFaults(error.faults);
      return visit.page(
        (shell) => <ResetPasswordPage shell={shell} user={user} choice={choice} faults={faults} />,
        422,
      );
    }
  });

  routes.get('/admin/users/:userId/delete', 'user.manage', async (visit) => {
    const target = await manageableUser(visit);
    refuseSelf(target, 'delete');
    return visit.page((shell) => <DeleteUserPage shell={shell} user={target.user} />);
  });

  routes.post('/admin/users/:userId/delete', 'user.manage', async (visit) => {
    const target = await manageableUser(visit);
    refuseSelf(target, 'delete');
    await deleteUser(visit.context.db, target.user.id, visit.context.clock());
    await auditUser(visit, target.user, 'Delete user');
    return visit.done(
      '/admin/users',
      `${target.user.displayName} was deleted, and can be restored for 30 days under Deleted users.`,
    );
  });
}

function ResetPasswordPage({
  shell,
  user,
  choice,
  faults,
}: {
  shell: Shell;
  user: UserRow;
  choice: PasswordChoice;
  faults?: readonly FieldFault[] | undefined;
}) {
  const path = `/admin/users/${user.id}`;
  return (
    <AdminPage
      shell={shell}
      section="users"
      title="Reset password"
      lead={`Signs ${user.userPrincipalName} out everywhere. The next sign-in needs the new password.`}
      trail={userTrail(user)}
    >
      <AdminForm shell={shell} action={`${path}/reset-password`} faults={faults}>
        <Card>
          <PasswordFields choice={choice} faults={faults} />
        </Card>
        <Actions>
          <Button id="resetPassword">Reset password</Button>
          <LinkButton href={path}>Cancel</LinkButton>
        </Actions>
      </AdminForm>
    </AdminPage>
  );
}

function DeleteUserPage({ shell, user }: { shell: Shell; user: UserRow }) {
  const path = `/admin/users/${user.id}`;
  return (
    <AdminPage shell={shell} section="users" title="Delete user" trail={userTrail(user)}>
      <MessageBar tone="warning" title={`Delete ${user.userPrincipalName}?`}>
        The user can no longer sign in, and all sessions end. For 30 days, the user can be restored
        under Deleted users, with assignments, roles and memberships.
      </MessageBar>
      <AdminForm shell={shell} action={`${path}/delete`}>
        <Actions>
          <Button appearance="danger" id="confirmDelete">
            Delete
          </Button>
          <LinkButton href={path}>Cancel</LinkButton>
        </Actions>
      </AdminForm>
    </AdminPage>
  );
}
