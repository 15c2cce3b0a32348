import type { ComponentChildren } from 'preact';
import { Actions, Button, HiddenField, LinkButton } from '../web/components/controls.tsx';
import { Field } from '../web/components/field.tsx';
import { Page } from '../web/components/page.tsx';
import { Card, type Fact, Facts, MessageBar } from '../web/components/surfaces.tsx';
import { paths } from './paths.ts';

export const siteName = 'test-saml-idp';

/**
 * Names and ids are those of SimpleSAMLphp's `core:loginuserpass`, which the tests of service providers fill in: the form `f`, `username`,
 * `password`, `#regularsubmit` with a `button.btn` that says "Login".
 */
export function LoginPage({
  state,
  userName,
  hint,
  refused,
}: {
  state: string;
  userName: string;
  /** Who can sign in. */
  hint?: string | undefined;
  refused?: boolean;
}) {
  return (
    <Frame title="Enter your username and password" centered>
      <h1>Enter your username and password</h1>
      <p class="logintext">{hint ?? 'The service provider asks you to sign in.'}</p>
      <form name="f" method="post" action="?" noValidate>
        {refused && (
          <MessageBar tone="error" title="Incorrect username or password" id="loginError">
            No user has this name with this password. Type them again.
          </MessageBar>
        )}
        <Field
          label="Username"
          name="username"
          id="username"
          value={userName}
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          maxLength={256}
        />
        <Field
          label="Password"
          name="password"
          id="password"
          type="password"
          autocomplete="current-password"
          maxLength={256}
        />
        <HiddenField name="AuthState" value={state} />
        <div id="regularsubmit">
          <Actions>
            <Button class="btn" id="submit_button">
              Login
            </Button>
          </Actions>
        </div>
      </form>
    </Frame>
  );
}

/** Where the addresses are, for people who open the host in a browser. */
export function FrontPage({ facts, signedIn }: { facts: readonly Fact[]; signedIn: boolean }) {
  return (
    <Frame title="Front page">
      <h1>An identity provider in the place of test-saml-idp</h1>
      <Card>
        <Facts items={facts} />
        <Actions>
          <LinkButton href={`${paths.test}?as=example-userpass`} id="testSource">
            {signedIn ? 'Your attributes' : 'Try to sign in'}
          </LinkButton>
        </Actions>
      </Card>
    </Frame>
  );
}

/** Who is signed in, without a service provider. */
export function AttributesPage({
  userName,
  attributes,
}: {
  userName: string;
  attributes: Readonly<Record<string, readonly string[]>>;
}) {
  const facts = Object.entries(attributes).map(([term, values]) => ({
    term,
    value: values.join(', '),
  }));
  return (
    <Frame title="Your attributes">
      <h1>Your attributes</h1>
      <Card>
        <p>
          You are signed in as <strong>{userName}</strong>.
        </p>
        <Facts items={facts} />
        <Actions>
          <LinkButton href={`${paths.test}?as=example-userpass&logout`} id="logout">
            Logout
          </LinkButton>
        </Actions>
      </Card>
    </Frame>
  );
}

export function LoggedOutPage() {
  return (
    <Frame title="Logged out" centered>
      <h1>Logged out</h1>
      <p>You have been logged out of this identity provider.</p>
    </Frame>
  );
}

function Frame({
  title,
  centered,
  children,
}: {
  title: string;
  centered?: boolean;
  children: ComponentChildren;
}) {
  return (
    <Page
      title={title}
      site="adfs"
      siteName={siteName}
      home={paths.frontPage}
      centered={centered}
      footer={<span>A mock with the addresses of SimpleSAMLphp. It is not SimpleSAMLphp.</span>}
    >
      {centered ? <Card>{children}</Card> : children}
    </Page>
  );
}
