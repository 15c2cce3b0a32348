import { InvalidInput } from '../../../input/invalid-input.ts';
import { extensionPropertiesIn } from '../../directory/applications/extension-properties.ts';
import { findGroup } from '../../directory/groups/groups.ts';
import { checkNewUser, createUser } from '../../directory/users/create-user.ts';
import type { NewUser } from '../../directory/users/new-user.ts';
import { generatePassword } from '../../directory/users/password-rules.ts';
import { verifiedDomains } from '../../directory/users/user-principal-name.ts';
import type { AdminRoutes } from '../admin-routes.ts';
import { auditGroup } from '../groups/target-group.ts';
import type { Visit } from '../visit.ts';
import { readAssignments } from './new-user-assignments.tsx';
import { NewUserPage, PasswordOncePage, ReviewUserPage } from './new-user-pages.tsx';
import { newPasswordChoice, readPasswordChoice } from './password-fields.tsx';
import { auditUser } from './target-user.ts';
import { propertiesOf, readUserForm, type UserForm, userFieldFaults } from './user-form.ts';

const PATH = '/admin/users/new';

/** The form, its review, and the creation; a broken rule shows the form again with its input. */
export function newUserRoutes(routes: AdminRoutes): void {
  routes.get(PATH, 'user.manage', async (visit) => {
    const domains = await verifiedDomains(visit.context.db, visit.tenantId);
    const extensions = await extensionPropertiesIn(visit.context.db, visit.tenantId);
    const form = { ...empty, domain: domains[0] ?? '' };
    const password = newPasswordChoice;
    const assignments = await readAssignments(visit);
    const page = { form, password, domains, extensions, assignments };
    return visit.page((shell) => <NewUserPage shell={shell} {...page} />);
  });

  routes.post(PATH, 'user.manage', async (visit) => {
    const { db, clock } = visit.context;
    const form = readUserForm(visit.form);
    const password = readPasswordChoice(visit.form);
    const assignments = await readAssignments(visit);
    const { groupIds, roles } = assignments;
    const user: NewUser = {
      ...propertiesOf(form),
      tenantId: visit.tenantId,
      password: password.generate ? generatePassword() : password.typed,
      forceChangePasswordNextSignIn: password.mustChange,
      groupIds,
      directoryRoles: roles,
    };
    const domains = await verifiedDomains(db, visit.tenantId);
    const extensions = await extensionPropertiesIn(db, visit.tenantId);
    const page = { form, password, domains, extensions, assignments };
    const step = visit.form.text('step');
    try {
      if (step === 'edit' || step === 'search')
        return visit.page((shell) => <NewUserPage shell={shell} {...page} />);
      if (step === 'review') {
        await checkNewUser(db, user);
        const sent = visit.form.entries();
        return visit.page((shell) => <ReviewUserPage shell={shell} {...page} sent={sent} />);
      }
      const { id } = await createUser(db, user, clock());
      await auditNewUser(visit, id, user);
      if (!password.generate)
        return visit.done(`/admin/users/${id}`, `${form.displayName} was created.`);
      return visit.page((shell) => (
        <PasswordOncePage
          shell={shell}
          user={{ ...user, id }}
          heading="User created"
          password={user.password}
        />
      ));
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      const faults = userFieldFaults(error.faults);
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
  userType: 'Member',
  accountEnabled: true,
  onPremisesImmutableId: '',
  onPremisesSyncEnabled: false,
  profile: {},
};

async function auditNewUser(visit: Visit, id: string, user: NewUser): Promise<void> {
  const { userPrincipalName: name, groupIds = [], directoryRoles = [] } = user;
  await auditUser(visit, { id, userPrincipalName: name }, 'Add user', [
    { displayName: 'UserPrincipalName', newValue: name },
    { displayName: 'MailNickname', newValue: user.mailNickname },
    { displayName: 'DisplayName', newValue: user.displayName },
    { displayName: 'UserType', newValue: user.userType },
    { displayName: 'OnPremisesImmutableId', newValue: user.onPremisesImmutableId || undefined },
    { displayName: 'AccountEnabled', newValue: String(user.accountEnabled) },
  ]);
  for (const groupId of groupIds) {
    const group = await findGroup(visit.context.db, visit.tenantId, groupId);
    if (group)
      await auditGroup(visit, group, 'Add member to group', [
        { displayName: 'Member', newValue: name },
      ]);
  }
  for (const role of directoryRoles)
    await visit.audit({
      activity: 'Add member to role',
      category: 'RoleManagement',
      target: { type: 'User', id, displayName: name },
      modified: [{ displayName: 'Role', newValue: role }],
    });
}
