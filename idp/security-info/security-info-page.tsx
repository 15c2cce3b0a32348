import { Actions, Button, HiddenField, LinkButton } from '../../web/components/controls.tsx';
import { Field } from '../../web/components/field.tsx';
import { PageHeading } from '../../web/components/navigation.tsx';
import { Page } from '../../web/components/page.tsx';
import { Card, MessageBar } from '../../web/components/surfaces.tsx';
import { Table } from '../../web/components/table.tsx';
import { Person } from '../../web/components/tiles.tsx';
import type { AuthenticationMethod } from '../directory/authentication-methods/authentication-methods.ts';
import type { SessionUser } from '../directory/sign-in/browser-sessions.ts';
import { siteName } from '../site-name.ts';
import { ADD_PASSKEY, DELETE_METHOD, PASSKEY_OPTIONS, SIGN_IN_AGAIN } from './addresses.ts';

export interface SecurityInfoProps {
  user: SessionUser;
  methods: readonly AuthenticationMethod[];
  /** Ties the forms to this session. */
  token: string;
  /** Where passkeys work; undefined when this is such an address. */
  otherAddress: string | undefined;
  /** The session has one factor only, and the user has a method that is more. */
  mustSignInAgain: boolean;
  name: string;
  nameError?: string | undefined;
  /** Why the last passkey was not registered. */
  refusal?: string | undefined;
}

/** "Security info" of Entra's My Sign-ins, as far as passkeys need it. */
export function SecurityInfoPage(props: SecurityInfoProps) {
  const { user, methods, token, otherAddress, mustSignInAgain, refusal } = props;
  return (
    <Page
      title="Security info"
      site="idp"
      siteName={siteName}
      scripts={['passkey']}
      header={
        <>
          <Person name={user.displayName} detail={user.userPrincipalName} />
          <LinkButton href="/common/oauth2/logout" appearance="subtle" id="signOut">
            Sign out
          </LinkButton>
        </>
      }
    >
      <PageHeading
        title="Security info"
        lead="Your ways to sign in. An administrator can change all of them in the admin center."
      />
      {refusal && (
        <MessageBar tone="error" title="The passkey was not registered" id="refusal">
          {refusal}
        </MessageBar>
      )}
      <Card title="Sign-in methods">
        <Table
          caption="Sign-in methods"
          columns={['Method', { title: 'Name', breaks: true }, '']}
          rows={methods.map((method) => [
            titles[method.type],
            nameOf(method),
            method.type === 'fido2' && !mustSignInAgain && <Delete method={method} token={token} />,
          ])}
          empty="Only the password so far; a passkey signs in without it."
        />
      </Card>
      <Card title="Add a passkey">
        {mustSignInAgain ? (
          <p>
            To change your passkeys,{' '}
            <a href={SIGN_IN_AGAIN}>sign in with one of your methods that replace the password</a>.
          </p>
        ) : otherAddress === undefined ? (
          <AddPasskey {...props} />
        ) : (
          <p>
            Browsers use passkeys at names, not at IP addresses. Open{' '}
            <a href={otherAddress}>{otherAddress}</a> to add one.
          </p>
        )}
      </Card>
    </Page>
  );
}

function AddPasskey({ token, name, nameError }: SecurityInfoProps) {
  return (
    <form method="post" action={ADD_PASSKEY} data-ceremony="create" data-options={PASSKEY_OPTIONS}>
      <HiddenField name="token" value={token} />
      <HiddenField name="assertion" value="" />
      <Field
        label="Name"
        name="displayName"
        hint="For example, where the passkey is stored."
        value={name}
        error={nameError}
        maxLength={128}
        required
      />
      <p role="status" data-ceremony-status="" />
      <noscript>
        <p>To make a passkey, the browser needs scripts, which are off.</p>
      </noscript>
      <Actions>
        <Button type="button" class="needs-scripts" data-ceremony-start="">
          Add passkey
        </Button>
      </Actions>
    </form>
  );
}

function Delete({ method, token }: { method: AuthenticationMethod; token: string }) {
  return (
    <form method="post" action={DELETE_METHOD}>
      <HiddenField name="token" value={token} />
      <HiddenField name="method" value={method.id} />
      <Button appearance="link" aria-label={`Delete ${nameOf(method)}`}>
        Delete
      </Button>
    </form>
  );
}

const titles: Record<AuthenticationMethod['type'], string> = {
  microsoftAuthenticator: 'Microsoft Authenticator',
  hardwareOath: 'Hardware OATH token',
  phone: 'Phone',
  email: 'Email',
  fido2: 'Passkey',
  windowsHelloForBusiness: 'Windows Hello for Business',
  x509Certificate: 'Certificate',
  temporaryAccessPass: 'Temporary Access Pass',
};

function nameOf(method: AuthenticationMethod): string {
  switch (method.type) {
    case 'fido2':
      return `${method.displayName} (${method.passkeyType === 'synced' ? 'synced' : 'device-bound'}${method.credential ? '' : ', in the lab only'})`;
    case 'phone':
      return method.phoneNumber;
    case 'email':
      return method.emailAddress;
    case 'hardwareOath':
      return method.serialNumber;
    case 'temporaryAccessPass':
      return '';
    default:
      return method.displayName;
  }
}
