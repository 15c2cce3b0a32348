import { InvalidInput } from '../../directory/invalid-input.ts';
import { addUser, checkNewUser, type UserForm } from '../../directory/user-form.ts';
import { verifiedDomains } from '../../directory/user-principal-name.ts';
import type { AdminRoutes } from '../admin-routes.ts';
import type { Visit } from '../visit.ts';
import { NewUserPage, PasswordOncePage, ReviewUserPage } from './new-user-pages.tsx';
import { chosenPassword, readPasswordChoice } from './password-fields.tsx';
import { readUserForm } from './user-fields.tsx';

const PATH = '/admin/users/new';

/** The form, its review, and the creation; a broken rule shows the form again as it was typed. */
export function newUserRoutes(routes: AdminRoutes): void {
  routes.get(PATH, 'user.manage', async (visit) => {
    const domains = await verifiedDomains(visit.context.db, visit.tenantId);
    const form = { ...empty, domain: domains[0] ?? '' };
    const password = { generate: true, typed: '' };
    return visit.page((shell) => <NewUserPage {...{ shell, form, password, domains }} />);
  });

  routes.post(PATH, 'user.manage', async (visit) => {
    const { db, clock } = visit.context;
    const form = readUserForm(visit.form);
    const password = readPasswordChoice(visit.form);
    const wanted = { ...form, password: chosenPassword(password) };
    const domains = await verifiedDomains(db, visit.tenantId);
    const step = visit.form.text('step');
    try {
      if (step === 'edit')
        return visit.page((shell) => <NewUserPage {...{ shell, form, password, domains }} />);
      if (step === 'review') {
        await checkNewUser(db, visit.tenantId, wanted);
        const sent = visit.form.entries();
        return visit.page((shell) => <ReviewUserPage {...{ shell, form, password, sent }} />);
      }
      const { id, userPrincipalName, generatedPassword } = await addUser(
        db,
        visit.tenantId,
        wanted,
        clock(),
      );
      await auditNewUser(visit, id, userPrincipalName, form);
      if (generatedPassword === undefined)
        return visit.done(`/admin/users/${id}`, `${form.displayName} was created.`);
      return visit.page((shell) => (
        <PasswordOncePage
          shell={shell}
          user={{ id, userPrincipalName, displayName: form.displayName }}
          heading="User created"
          password={generatedPassword}
        />
      ));
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      const { faults } = error;
      return visit.page(
        (shell) => <NewUserPage {...{ shell, form, password, domains, faults }} />,
        422,
      );
    }
  });
}

const empty: UserForm = {
  userName: '',
  domain: '',
  displayName: '',
  givenName: '',
  surname: '',
  mail: '',
  accountEnabled: true,
};

function auditNewUser(visit: Visit, id: string, name: string, form: UserForm): Promise<void> {
  return visit.audit({
    activity: 'Add user',
    category: 'UserManagement',
    target: { type: 'User', id, displayName: name },
    modified: [
      { displayName: 'UserPrincipalName', newValue: name },
      { displayName: 'DisplayName', newValue: form.displayName },
      { displayName: 'AccountEnabled', newValue: String(form.accountEnabled) },
    ],
  });
}
