import type { ComponentChildren } from 'preact';
import { Actions, Button, HiddenField, LinkButton } from '../../web/components/controls.tsx';
import { Field } from '../../web/components/field.tsx';
import { Page } from '../../web/components/page.tsx';
import { Card, MessageBar } from '../../web/components/surfaces.tsx';

interface SignInPageProps {
  domain: string;
  /** This page with its query, which carries the request. */
  action: string;
  canary: string;
  userName: string;
  error?: string | undefined;
}

/** Ids and names are those of AD FS, which sign-in helpers fill in (entra-saml.md 11.1). */
export function SignInPage({ domain, action, canary, userName, error }: SignInPageProps) {
  return (
    <Frame title="Sign in" domain={domain}>
      <h1>Sign in</h1>
      <p id="loginMessage">Sign in with your account of {domain}.</p>
      <form id="loginForm" method="post" action={action} noValidate>
        <HiddenField name="canary" value={canary} />
        <HiddenField name="AuthMethod" value="FormsAuthentication" />
        {error !== undefined && (
          <MessageBar tone="error" id="errorText">
            {error}
          </MessageBar>
        )}
        <Field
          label="User account"
          name="UserName"
          id="userNameInput"
          type="email"
          value={userName}
          placeholder={`someone@${domain}`}
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          maxLength={256}
        />
        <Field
          label="Password"
          name="Password"
          id="passwordInput"
          type="password"
          autocomplete="current-password"
          maxLength={256}
        />
        <Actions>
          <Button id="submitButton">Sign in</Button>
        </Actions>
      </form>
    </Frame>
  );
}

/** @param again this page, for a fault that passes */
export function RefusalPage({
  domain,
  title,
  reason,
  again,
}: {
  domain: string;
  title: string;
  reason: string;
  again?: string | undefined;
}) {
  return (
    <Frame title={title} domain={domain}>
      <h1>{title}</h1>
      <p id="errorMessage" role="alert">
        {reason}
      </p>
      {again !== undefined && (
        <Actions>
          <LinkButton href={again} appearance="primary" id="tryAgain">
            Try again
          </LinkButton>
        </Actions>
      )}
    </Frame>
  );
}

function Frame({
  title,
  domain,
  children,
}: {
  title: string;
  domain: string;
  children: ComponentChildren;
}) {
  return (
    <Page
      title={title}
      site="adfs"
      siteName={`${domain} identity provider`}
      home="#main"
      centered
      footer={<span>A mock of an organization's identity provider, such as AD FS.</span>}
    >
      <Card>{children}</Card>
    </Page>
  );
}
