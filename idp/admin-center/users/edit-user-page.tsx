import { Actions, Button, LinkButton } from '../../../web/components/controls.tsx';
import { Card } from '../../../web/components/surfaces.tsx';
import type { ExtensionProperty } from '../../directory/applications/extension-properties.ts';
import type { UserRow } from '../../directory/tables.ts';
import { AdminForm } from '../admin-form.tsx';
import { AdminPage } from '../admin-page.tsx';
import type { FieldFault } from '../field-faults.ts';
import type { Shell } from '../visit.ts';
import { ProfileFields } from './profile-fields.tsx';
import { userTrail } from './target-user.ts';
import { AccountEnabled, BasicFields, IdentityFields } from './user-fields.tsx';
import type { UserForm } from './user-form.ts';

export interface EditUserPageProps {
  shell: Shell;
  user: UserRow;
  form: UserForm;
  version: string;
  domains: readonly string[];
  /** Directory extensions of the tenant. */
  extensions: readonly ExtensionProperty[];
  faults?: readonly FieldFault[] | undefined;
}

/** "Edit properties" */
export function EditUserPage(props: EditUserPageProps) {
  const { shell, user, form, version, domains, extensions, faults } = props;
  const path = `/admin/users/${user.id}`;
  return (
    <AdminPage
      shell={shell}
      section="users"
      title="Edit properties"
      lead={user.userPrincipalName}
      trail={userTrail(user)}
    >
      <AdminForm shell={shell} action={`${path}/edit`} version={version} faults={faults}>
        <Card title="Basics" id="basics">
          <BasicFields form={form} domains={domains} faults={faults} />
          <AccountEnabled form={form} />
        </Card>
        <IdentityFields form={form} faults={faults} />
        <ProfileFields form={form} extensions={extensions} faults={faults} />
        <Actions>
          <Button id="save">Save</Button>
          <LinkButton href={path}>Cancel</LinkButton>
        </Actions>
      </AdminForm>
    </AdminPage>
  );
}
