import { Card, MessageBar } from '../../web/components/surfaces.tsx';
import type { Company } from '../administration/company.ts';
import { SignInForm, type SignInFormValues } from '../sign-in-form.tsx';
import { SitePage } from '../site-page.tsx';

export interface LoginPageProps extends SignInFormValues {
  readonly error?: string | undefined;
  /** The company that has not enabled single sign-on. */
  readonly notEnabled?: string | undefined;
  /** The companies that know this address, for the person to choose from. */
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
        <SignInForm
          action="/login"
          csrfToken={csrfToken}
          email={email}
          returnTo={returnTo}
          error={error}
          autofocus
          button="Continue"
        />
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
      You can sign in after your administrator enables it: at the{' '}
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
