import { Actions, Button, HiddenField, LinkButton } from '../../../web/components/controls.tsx';
import { CopyValue } from '../../../web/components/copy.tsx';
import { Card, Facts, MessageBar } from '../../../web/components/surfaces.tsx';
import type { ExtensionProperty } from '../../directory/applications/extension-properties.ts';
import { AdminForm } from '../admin-form.tsx';
import { AdminPage } from '../admin-page.tsx';
import type { FieldFault } from '../field-faults.ts';
import type { Shell } from '../visit.ts';
import { Assignments, type AssignmentsProps } from './new-user-assignments.tsx';
import { type PasswordChoice, PasswordFields } from './password-fields.tsx';
import { ProfileFields } from './profile-fields.tsx';
import { profileLabels } from './profile-form.ts';
import { AccountEnabled, BasicFields, IdentityFields } from './user-fields.tsx';
import { propertiesOf, type UserForm } from './user-form.ts';

const trail = [{ href: '/admin/users', title: 'Users' }];
const action = '/admin/users/new';

export interface NewUserPageProps {
  shell: Shell;
  form: UserForm;
  password: PasswordChoice;
  domains: readonly string[];
  /** Directory extensions of the tenant. */
  extensions: readonly ExtensionProperty[];
  assignments: AssignmentsProps;
  faults?: readonly FieldFault[] | undefined;
}

/** "New user" > "Create new user" (entra-admin.md 1.10). */
export function NewUserPage(props: NewUserPageProps) {
  const { shell, form, password, domains, extensions, assignments, faults } = props;
  return (
    <AdminPage
      shell={shell}
      section="users"
      title="Create new user"
      lead="The new user can sign in immediately."
      trail={trail}
    >
      <AdminForm shell={shell} action={action} faults={faults} id="newUser">
        <Card title="Basics" id="basics">
          <BasicFields form={form} domains={domains} faults={faults} mayDerive />
          <PasswordFields choice={password} faults={faults} />
          <AccountEnabled form={form} />
        </Card>
        <IdentityFields form={form} faults={faults} />
        <ProfileFields form={form} extensions={extensions} faults={faults} />
        <Assignments {...assignments} faults={faults} />
        <Actions>
          <Button id="reviewAndCreate" name="step" value="review">
            Review + create
          </Button>
          <LinkButton href="/admin/users">Cancel</LinkButton>
        </Actions>
      </AdminForm>
    </AdminPage>
  );
}

/** Tab "Review + create". `sent` are the fields of the form, which the page sends on. */
export function ReviewUserPage({
  shell,
  form,
  password,
  assignments,
  sent,
}: Omit<NewUserPageProps, 'domains' | 'extensions' | 'faults'> & {
  sent: readonly (readonly [name: string, value: string])[];
}) {
  const properties = propertiesOf(form);
  const kept = sent.filter(([name]) => name !== 'step');
  return (
    <AdminPage
      shell={shell}
      section="users"
      title="Review + create"
      trail={[...trail, { href: action, title: 'Create new user' }]}
    >
      <Facts
        items={[
          { term: 'User principal name', value: properties.userPrincipalName },
          { term: 'Mail nickname', value: properties.mailNickname },
          { term: 'Display name', value: form.displayName },
          { term: 'First name', value: form.givenName || '(none)' },
          { term: 'Last name', value: form.surname || '(none)' },
          { term: 'Email', value: form.mail || '(none)' },
          { term: 'User type', value: form.userType },
          ...Object.entries(form.profile)
            .filter(([, value]) => value !== '')
            .map(([name, value]) => ({ term: profileLabels[name] ?? name, value })),
          { term: 'Password', value: password.generate ? 'Auto-generated' : 'As typed' },
          {
            term: 'Must change password at next sign-in',
            value: password.mustChange ? 'Yes' : 'No',
          },
          { term: 'Account enabled', value: form.accountEnabled ? 'Yes' : 'No' },
          { term: 'Groups', value: namesOf(assignments.groups, assignments.groupIds) },
          { term: 'Roles', value: assignments.roles.join(', ') || '(none)' },
        ]}
      />
      <AdminForm shell={shell} action={action} id="createUser">
        {kept.map(([name, value]) => (
          <HiddenField key={name} name={name} value={value} />
        ))}
        <Actions>
          <Button id="create" name="step" value="create">
            Create
          </Button>
          <Button appearance="secondary" name="step" value="edit">
            Previous
          </Button>
        </Actions>
      </AdminForm>
    </AdminPage>
  );
}

const namesOf = (groups: AssignmentsProps['groups'], ids: readonly string[]): string =>
  groups
    .filter(({ id }) => ids.includes(id))
    .map(({ displayName }) => displayName)
    .join(', ') || '(none)';

/** Shows a generated password, once. */
export function PasswordOncePage({
  shell,
  user,
  heading,
  password,
}: {
  shell: Shell;
  user: { id: string; displayName: string; userPrincipalName: string };
  heading: string;
  password: string;
}) {
  return (
    <AdminPage
      shell={shell}
      section="users"
      title={heading}
      trail={[...trail, { href: `/admin/users/${user.id}`, title: user.displayName }]}
    >
      <MessageBar tone="success" title={heading} id="notification">
        This is the password of {user.userPrincipalName}. Copy it now: it is not shown again.
      </MessageBar>
      <Card title="Password" id="passwordOnce">
        <CopyValue value={password} label="Password" />
      </Card>
      <Actions>
        <LinkButton href={`/admin/users/${user.id}`} appearance="primary">
          Go to the user
        </LinkButton>
        <LinkButton href="/admin/users">All users</LinkButton>
      </Actions>
    </AdminPage>
  );
}
