import { InvalidInput } from '../../../input/invalid-input.ts';
import { StaleVersion } from '../../../input/stale-version.ts';
import { extensionPropertiesIn } from '../../directory/applications/extension-properties.ts';
import type { UserRow } from '../../directory/tables.ts';
import { updateUser, userTag } from '../../directory/users/update-user.ts';
import { verifiedDomains } from '../../directory/users/user-principal-name.ts';
import type { AdminRoutes } from '../admin-routes.ts';
import { ConflictPage } from '../conflict-page.tsx';
import type { Visit } from '../visit.ts';
import { EditUserPage } from './edit-user-page.tsx';
import { profileLabels } from './profile-form.ts';
import { auditUser, manageableUser, refuseSelf, userTrail } from './target-user.ts';
import {
  propertiesOf,
  readUserForm,
  type UserForm,
  userFieldFaults,
  userFormOf,
} from './user-form.ts';

const PATH = '/admin/users/:userId/edit';

export function editUserRoutes(routes: AdminRoutes): void {
  routes.get(PATH, 'user.manage', async (visit) => {
    const { user } = await manageableUser(visit);
    const form = userFormOf(user);
    const { db } = visit.context;
    const domains = await verifiedDomains(db, visit.tenantId);
    const extensions = await extensionPropertiesIn(db, visit.tenantId);
    return visit.page((shell) => (
      <EditUserPage
        shell={shell}
        user={user}
        form={form}
        domains={domains}
        extensions={extensions}
        version={userTag(user)}
      />
    ));
  });

  routes.post(PATH, 'user.manage', async (visit) => {
    const target = await manageableUser(visit);
    const { user } = target;
    const { db } = visit.context;
    const form = { ...readUserForm(visit.form), deriveMailNickname: false };
    if (!form.accountEnabled) refuseSelf(target, 'block');
    try {
      await updateUser(db, user.id, propertiesOf(form), visit.form.version());
    } catch (error) {
      if (error instanceof StaleVersion) return conflict(visit, form);
      if (!(error instanceof InvalidInput)) throw error;
      const faults = userFieldFaults(error.faults);
      const domains = await verifiedDomains(db, visit.tenantId);
      const extensions = await extensionPropertiesIn(db, visit.tenantId);
      const version = visit.form.version();
      return visit.page(
        (shell) => (
          <EditUserPage
            shell={shell}
            user={user}
            form={form}
            version={version}
            domains={domains}
            extensions={extensions}
            faults={faults}
          />
        ),
        422,
      );
    }
    await auditChange(visit, user, form);
    return visit.done(`/admin/users/${user.id}`, 'The properties were saved.');
  });
}

type Property = Exclude<keyof UserForm, 'deriveMailNickname' | 'profile'>;
const labels: Record<Property, string> = {
  userName: 'User principal name',
  domain: 'Domain',
  displayName: 'Display name',
  givenName: 'First name',
  surname: 'Last name',
  mail: 'Email',
  mailNickname: 'Mail nickname',
  userType: 'User type',
  accountEnabled: 'Account enabled',
  onPremisesImmutableId: 'On-premises immutable ID',
  onPremisesSyncEnabled: 'On-premises sync enabled',
};
const names = Object.keys(labels) as Property[];
const said = (value: string | boolean) =>
  typeof value === 'string' ? value : value ? 'Yes' : 'No';

/** All values of two forms, with their labels; of the profile those that one of them has. */
function comparedValues(before: UserForm, after: UserForm) {
  const profiled = [...new Set([...Object.keys(before.profile), ...Object.keys(after.profile)])];
  return [
    ...names.map((name) => ({
      label: labels[name],
      before: said(before[name]),
      after: said(after[name]),
    })),
    ...profiled
      .map((name) => ({
        label: profileLabels[name] ?? name,
        before: before.profile[name] ?? '',
        after: after.profile[name] ?? '',
      }))
      .filter((one) => one.before !== '' || one.after !== ''),
  ];
}

async function conflict(visit: Visit, form: UserForm) {
  const { user } = await manageableUser(visit);
  const saved = userFormOf(user);
  const path = `/admin/users/${user.id}`;
  return visit.page(
    (shell) => (
      <ConflictPage
        shell={shell}
        section="users"
        subject="Edit properties"
        action={`${path}/edit`}
        back={path}
        version={userTag(user)}
        fields={comparedValues(saved, form).map(({ label, before, after }) => ({
          label,
          saved: before,
          typed: after,
        }))}
        sent={visit.form.entries()}
        trail={userTrail(user)}
      />
    ),
    409,
  );
}

function auditChange(visit: Visit, before: UserRow, form: UserForm): Promise<void> {
  const old = userFormOf(before);
  return auditUser(
    visit,
    before,
    'Update user',
    comparedValues(old, form).map(({ label, before: oldValue, after: newValue }) => ({
      displayName: label,
      oldValue,
      newValue,
    })),
  );
}
