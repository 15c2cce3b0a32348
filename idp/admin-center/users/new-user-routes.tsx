import { findGroup } from '../../directory/groups/groups.ts';
import { InvalidInput } from '../../directory/invalid-input.ts';
import {
  addUser,
  checkNewUser,
  mailNicknameOf,
  type NewUserForm,
  type UserForm,
} from '../../directory/users/user-form.ts';
import { verifiedDomains } from '../../directory/users/user-principal-name.ts';
import { memberType } from '../../directory/users/user-type.ts';
import type { AdminRoutes } from '../admin-routes.ts';
import { fieldFaults } from '../field-faults.ts';
import { auditGroup } from '../groups/target-group.ts';
import type { Visit } from '../visit.ts';
import { readAssignments } from './new-user-assignments.tsx';
import { NewUserPage, PasswordOncePage, ReviewUserPage } from './new-user-pages.tsx';
import { chosenPassword, readPasswordChoice } from './password-fields.tsx';
import { auditUser } from './target-user.ts';
import { readUserForm } from './user-fields.tsx';

const PATH = '/admin/users/new';

/** The form, its review, and the creation; a broken rule shows the form again as it was typed. */
export function newUserRoutes(routes: AdminRoutes): void {
  routes.get(PATH, 'user.manage', async (visit) => {
    const domains = await verifiedDomains(visit.context.db, visit.tenantId);
    const form = { ...empty, domain: domains[0] ?? '' };
    const password = { generate: true, typed: '' };
    const assignments = await readAssignments(visit);
    const page = { form, password, domains, assignments };
    return visit.page((shell) => <NewUserPage shell={shell} {...page} />);
  });

  routes.post(PATH, 'user.manage', async (visit) => {
    const { db, clock } = visit.context;
    const form = readUserForm(visit.form);
    const password = readPasswordChoice(visit.form);
    const assignments = await readAssignments(visit);
    const { groupIds, roles } = assignments;
    const wanted = { ...form, groupIds, roles, password: chosenPassword(password) };
    const domains = await verifiedDomains(db, visit.tenantId);
    const page = { form, password, domains, assignments };
    const step = visit.form.text('step');
    try {
      if (step === 'edit' || step === 'search')
        return visit.page((shell) => <NewUserPage shell={shell} {...page} />);
      if (step === 'review') {
        await checkNewUser(db, visit.tenantId, wanted);
        const sent = visit.form.entries();
        return visit.page((shell) => <ReviewUserPage shell={shell} {...page} sent={sent} />);
      }
      const { id, userPrincipalName, generatedPassword } = await addUser(
        db,
        visit.tenantId,
        wanted,
        clock(),
      );
      await auditNewUser(visit, id, userPrincipalName, wanted);
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
      const faults = fieldFaults(error.faults);
      return visit.page((shell) => <NewUserPage shell={shell} {...page} faults={faults} />, 422);
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
  mailNickname: '',
  deriveMailNickname: true,
  userType: memberType,
  accountEnabled: true,
};

async function auditNewUser(
  visit: Visit,
  id: string,
  name: string,
  form: NewUserForm,
): Promise<void> {
  await auditUser(visit, { id, userPrincipalName: name }, 'Add user', [
    { displayName: 'UserPrincipalName', newValue: name },
    { displayName: 'MailNickname', newValue: mailNicknameOf(form) },
    { displayName: 'DisplayName', newValue: form.displayName },
    { displayName: 'UserType', newValue: form.userType },
    { displayName: 'AccountEnabled', newValue: String(form.accountEnabled) },
  ]);
  for (const groupId of form.groupIds) {
    const group = await findGroup(visit.context.db, visit.tenantId, groupId);
    if (group)
      await auditGroup(visit, group, 'Add member to group', [
        { displayName: 'Member', newValue: name },
      ]);
  }
  for (const role of form.roles)
    await visit.audit({
      activity: 'Add member to role',
      category: 'RoleManagement',
      target: { type: 'User', id, displayName: name },
      modified: [{ displayName: 'Role', newValue: role }],
    });
}
