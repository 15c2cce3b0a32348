import { Actions, Button, LinkButton } from '../../../../web/components/controls.tsx';
import { MessageBar } from '../../../../web/components/surfaces.tsx';
import type { UserRow } from '../../../directory/tables.ts';
import { AdminForm } from '../../admin-form.tsx';
import { AdminPage } from '../../admin-page.tsx';
import type { Shell } from '../../visit.ts';
import { methodsPath, methodsTrail } from './add-method-page.tsx';

interface ConfirmProps {
  shell: Shell;
  user: UserRow;
}

export function DeleteMethodPage({
  shell,
  user,
  methodId,
  what,
}: ConfirmProps & { methodId: string; what: string }) {
  const path = methodsPath(user.id);
  return (
    <AdminPage
      shell={shell}
      section="users"
      title="Delete authentication method"
      trail={methodsTrail(user)}
    >
      <MessageBar tone="warning" title={`Delete ${what}?`}>
        {user.userPrincipalName} can no longer sign in with it. Sessions go on.
      </MessageBar>
      <AdminForm shell={shell} action={`${path}/${methodId}/delete`}>
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

/** "Require re-register multifactor authentication" */
export function ReRegisterPage({ shell, user }: ConfirmProps) {
  const path = methodsPath(user.id);
  return (
    <AdminPage
      shell={shell}
      section="users"
      title="Require re-register multifactor authentication"
      trail={methodsTrail(user)}
    >
      <MessageBar tone="warning" title={`Delete the second factors of ${user.userPrincipalName}?`}>
        Phone numbers, e-mail addresses, Authenticator apps, OATH tokens and the app that shows
        codes are deleted. When a policy requires multifactor authentication, the user registers a
        new method (AADSTS50072). Passkeys, Windows Hello and certificates stay.
      </MessageBar>
      <AdminForm shell={shell} action={`${path}/re-register`}>
        <Actions>
          <Button appearance="danger" id="confirmReRegister">
            Require re-register
          </Button>
          <LinkButton href={path}>Cancel</LinkButton>
        </Actions>
      </AdminForm>
    </AdminPage>
  );
}
