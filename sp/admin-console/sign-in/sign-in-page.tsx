import { Field, Select } from '../../../web/components/field.tsx';
import { Card, MessageBar } from '../../../web/components/surfaces.tsx';
import type { Company } from '../../administration/company.ts';
import { SignInForm, type SignInFormValues } from '../../sign-in-form.tsx';
import { SitePage } from '../../site-page.tsx';

export interface SignInPageProps extends SignInFormValues {
  readonly error?: string | undefined;
  /** The companies that the person administers with this password, to choose from. */
  readonly companies?: readonly Company[] | undefined;
  readonly signedOut?: boolean | undefined;
}

/** Sign-in of administrators, by password, so that it works before single sign-on does. */
export function SignInPage(props: SignInPageProps) {
  const { csrfToken, email, error, returnTo, companies, signedOut } = props;
  return (
    <SitePage title="Administrator sign-in" centered>
      <Card>
        <h1>Administrator sign-in</h1>
        <p>
          For administrators of a company. Employees <a href="/login">sign in here</a>.
        </p>
        {signedOut && <MessageBar tone="success">You have signed out.</MessageBar>}
        {error !== undefined && <MessageBar tone="error">{error}</MessageBar>}
        {companies !== undefined && (
          <MessageBar tone="info">
            You administer several companies. Choose one and enter your password again.
          </MessageBar>
        )}
        <SignInForm
          action="/admin/sign-in"
          csrfToken={csrfToken}
          email={email}
          returnTo={returnTo}
          autofocus={email === undefined}
          button="Sign in"
        >
          {companies !== undefined && (
            <Select
              label="Company"
              name="company"
              options={companies.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
          <Field
            label="Password"
            name="password"
            type="password"
            autocomplete="current-password"
            required
            autofocus={email !== undefined}
          />
        </SignInForm>
      </Card>
    </SitePage>
  );
}
