import { InvalidInput } from '../../../input/invalid-input.ts';
import { Actions, Button, LinkButton } from '../../../web/components/controls.tsx';
import { Field, Select } from '../../../web/components/field.tsx';
import { Card } from '../../../web/components/surfaces.tsx';
import { typedFields } from '../../../web/http/typed-fields.ts';
import { createInvitation } from '../../directory/invitations/invitations.ts';
import { type UserType, userTypes } from '../../directory/users/user-properties.ts';
import { requireUser } from '../../directory/users/users.ts';
import { AdminForm, faultOf } from '../admin-form.tsx';
import { AdminPage } from '../admin-page.tsx';
import type { AdminRoutes } from '../admin-routes.ts';
import { type FieldFault, fieldFaults } from '../field-faults.ts';
import type { Shell } from '../visit.ts';
import { PasswordOncePage } from './new-user-pages.tsx';
import { auditUser } from './target-user.ts';

const PATH = '/admin/users/invite';

interface InviteForm {
  email: string;
  displayName: string;
  userType: string;
}

/** "New user" > "Invite external user" (Graph: invitation). The invitation counts as accepted. */
export function inviteRoutes(routes: AdminRoutes): void {
  routes.get(PATH, 'user.invite', (visit) => {
    const form = { email: '', displayName: '', userType: 'Guest' };
    return visit.page((shell) => <InvitePage shell={shell} form={form} />);
  });

  routes.post(PATH, 'user.invite', async (visit) => {
    const { context, tenantId } = visit;
    const form: InviteForm = {
      email: visit.form.text('email'),
      displayName: visit.form.text('displayName'),
      userType: visit.form.text('userType'),
    };
    try {
      const { invitedUser, password } = await createInvitation(
        context.db,
        tenantId,
        {
          invitedUserEmailAddress: form.email,
          invitedUserDisplayName: form.displayName,
          invitedUserType: form.userType as UserType, // the directory refuses any other
        },
        context.clock(),
      );
      const user = await requireUser(context.db, invitedUser.id);
      await auditUser(visit, user, 'Invite external user', [
        { displayName: 'InvitedUserEmailAddress', newValue: form.email },
        { displayName: 'UserType', newValue: user.userType },
      ]);
      if (password === undefined)
        return visit.done(`/admin/users/${user.id}`, `${user.displayName} was invited.`);
      return visit.page((shell) => (
        <PasswordOncePage
          shell={shell}
          user={{ ...user, userPrincipalName: `the personal account ${form.email}` }}
          heading="Personal account created, and invited"
          password={password}
        />
      ));
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      const faults = fieldFaults(error.faults, {
        invitedUserEmailAddress: 'email',
        mail: 'email',
        userPrincipalName: 'email',
      });
      return visit.page((shell) => <InvitePage shell={shell} form={form} faults={faults} />, 422);
    }
  });
}

interface InvitePageProps {
  shell: Shell;
  form: InviteForm;
  faults?: readonly FieldFault[];
}

function InvitePage({ shell, form, faults }: InvitePageProps) {
  const field = typedFields(form, (name) => faultOf(faults, name));
  return (
    <AdminPage
      shell={shell}
      section="users"
      title="Invite external user"
      lead="The invitation counts as accepted, and no e-mail is sent."
      trail={[{ href: '/admin/users', title: 'Users' }]}
    >
      <AdminForm shell={shell} action={PATH} faults={faults} id="inviteUser">
        <Card>
          <Field
            label="Email"
            {...field('email')}
            type="email"
            hint="A user of another tenant of this lab, or any other address: a personal account, which is made if there is none."
            autocomplete="off"
            required
          />
          <Field
            label="Display name"
            {...field('displayName')}
            hint="Default: that of the account."
            autocomplete="off"
            optional
          />
          <Select
            label="User type"
            {...field('userType')}
            options={userTypes.map((type) => ({ value: type, label: type }))}
          />
        </Card>
        <Actions>
          <Button id="invite">Invite</Button>
          <LinkButton href="/admin/users">Cancel</LinkButton>
        </Actions>
      </AdminForm>
    </AdminPage>
  );
}
