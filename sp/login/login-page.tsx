import { Button, CsrfField, HiddenField } from '../../web/components/controls.tsx';
import { Field } from '../../web/components/field.tsx';
import { Card, MessageBar } from '../../web/components/surfaces.tsx';
import type { Company } from '../administration/company.ts';
import { SitePage } from '../site-page.tsx';

export interface LoginPageProps {
  readonly csrfToken: string;
  /** As typed. */
  readonly email?: string | undefined;
  readonly error?: string | undefined;
  readonly returnTo?: string | undefined;
  /** The company that has not enabled single sign-on. */
  readonly notEnabled?: string | undefined;
  /** Several companies know this address: the person chooses. */
  readonly companies?: readonly Company[] | undefined;
}

/** Asks for the e-mail address, which leads to the company and so to its identity provider (entra-admin.md 2.2). */
export function LoginPage(props: LoginPageProps) {
  const { csrfToken, email, error, returnTo, notEnabled, companies } = props;
  return (
    <SitePage title="Sign in" centered>
      <Card>
        <h1>Sign in</h1>
        <p>Enter your work e-mail address. You then sign in with your company’s account.</p>
        {notEnabled !== undefined && <NotEnabled companyName={notEnabled} />}
        <form method="post" action="/login" class="form">
          <CsrfField token={csrfToken} />
          {returnTo !== undefined && <HiddenField name="to" value={returnTo} />}
          <Field
            label="E-mail address"
            name="email"
            type="text"
            inputMode="email"
            autocomplete="username"
            autoCapitalize="none"
            spellcheck={false}
            required
            autofocus
            value={email ?? ''}
            error={error}
          />
          <Button>Continue</Button>
        </form>
        {companies !== undefined && <CompanyChoice companies={companies} returnTo={returnTo} />}
        <p>
          <a href="/admin">Administrator sign-in</a>
        </p>
      </Card>
    </SitePage>
  );
}

function NotEnabled({ companyName }: { companyName: string }) {
  return (
    <MessageBar tone="error" title={`${companyName} has not enabled single sign-on`}>
      Nobody can sign in until your administrator does: at the{' '}
      <a href="/admin">administrator sign-in</a>, then Configuration, Integrations, Single Sign-On,
      Enable.
    </MessageBar>
  );
}

function CompanyChoice({
  companies,
  returnTo,
}: {
  companies: readonly Company[];
  returnTo: string | undefined;
}) {
  return (
    <nav aria-label="Your companies">
      <ul>
        {companies.map(({ id, name }) => (
          <li key={id}>
            <a href={companyLink(id, returnTo)}>{name}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function companyLink(company: string, returnTo: string | undefined): string {
  return `/login?${new URLSearchParams({ company, ...(returnTo !== undefined && { to: returnTo }) })}`;
}
