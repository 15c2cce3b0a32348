import { Actions, Button, HiddenField, LinkButton } from '../../../../web/components/controls.tsx';
import { CopyValue } from '../../../../web/components/copy.tsx';
import { Select } from '../../../../web/components/field.tsx';
import { Card, MessageBar } from '../../../../web/components/surfaces.tsx';
import type { MethodType } from '../../../directory/authentication-methods/method-properties.ts';
import type { UserRow } from '../../../directory/tables.ts';
import { AdminForm } from '../../admin-form.tsx';
import { AdminPage } from '../../admin-page.tsx';
import type { FieldFault } from '../../field-faults.ts';
import type { Shell } from '../../visit.ts';
import { userTrail } from '../target-user.ts';
import { methodLabels } from './method-facts.ts';
import { MethodFields } from './method-fields.tsx';
import type { MethodForm } from './method-form.ts';

/** The address of the page of a user's methods. */
export const methodsPath = (userId: string): string =>
  `/admin/users/${userId}/authentication-methods`;

/** A type of method, or the app that shows codes. */
export type AddedType = MethodType | 'softwareOath';

/** For pages below "Authentication methods". */
export const methodsTrail = (user: UserRow) => [
  ...userTrail(user),
  { href: methodsPath(user.id), title: 'Authentication methods' },
];

export interface AddMethodPageProps {
  shell: Shell;
  user: UserRow;
  /** Whether the user has no app that shows codes. */
  offersSoftwareOath: boolean;
  /** Undefined: asks for it. */
  type: AddedType | undefined;
  form: MethodForm;
  faults?: readonly FieldFault[] | undefined;
}

/** "Add authentication method": its type, then the fields of that type. */
export function AddMethodPage(props: AddMethodPageProps) {
  const { shell, user, offersSoftwareOath, type, form, faults } = props;
  const path = methodsPath(user.id);
  const choices = Object.entries(methodLabels).map(([value, label]) => ({ value, label }));
  const code = { value: 'softwareOath', label: SOFTWARE_OATH };
  return (
    <AdminPage
      shell={shell}
      section="users"
      title="Add authentication method"
      lead={user.userPrincipalName}
      trail={methodsTrail(user)}
    >
      {type === undefined ? (
        <form method="get" action={`${path}/add`} id="chooseMethod">
          <Card>
            <Select
              label="Choose method"
              name="type"
              value="phone"
              options={offersSoftwareOath ? [...choices, code] : choices}
            />
          </Card>
          <Actions>
            <Button>Next</Button>
            <LinkButton href={path}>Cancel</LinkButton>
          </Actions>
        </form>
      ) : (
        <AdminForm shell={shell} action={`${path}/add`} faults={faults} id="addMethod">
          <HiddenField name="type" value={type} />
          <Card title={type === 'softwareOath' ? SOFTWARE_OATH : methodLabels[type]} id="method">
            {type === 'softwareOath' ? (
              <p>An authenticator app with a new secret, which the user's page shows.</p>
            ) : (
              <MethodFields type={type} form={form} faults={faults} />
            )}
          </Card>
          <Actions>
            <Button id="add">Add</Button>
            <LinkButton href={`${path}/add`}>Another method</LinkButton>
            <LinkButton href={path}>Cancel</LinkButton>
          </Actions>
        </AdminForm>
      )}
    </AdminPage>
  );
}

export const SOFTWARE_OATH = 'Software OATH token';

/** Shows a Temporary Access Pass, once, as Entra does. */
export function PassOncePage({ shell, user, pass }: { shell: Shell; user: UserRow; pass: string }) {
  return (
    <AdminPage
      shell={shell}
      section="users"
      title="Temporary Access Pass details"
      trail={methodsTrail(user)}
    >
      <MessageBar tone="success" title="The pass was created" id="notification">
        {user.userPrincipalName} signs in with it instead of the password. Copy it now: it is not
        shown again.
      </MessageBar>
      <Card title="Temporary Access Pass" id="passOnce">
        <CopyValue value={pass} label="Temporary Access Pass" />
      </Card>
      <Actions>
        <LinkButton href={methodsPath(user.id)} appearance="primary">
          Go to Authentication methods
        </LinkButton>
      </Actions>
    </AdminPage>
  );
}
