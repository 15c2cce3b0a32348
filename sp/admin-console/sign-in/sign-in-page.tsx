import { Button, CsrfField, HiddenField } from '../../../web/components/controls.tsx';
import { Field, Select } from '../../../web/components/field.tsx';
import { Card, MessageBar } from '../../../web/components/surfaces.tsx';
import type { Company } from '../../administration/company.ts';
import { SitePage } from '../../site-page.tsx';

export interface SignInPageProps {
  readonly csrfToken: string;
  /** As typed. */
  readonly email?: string | undefined;
  readonly error?: string | undefined;
  /** A page of the console to come back to. */
  readonly returnTo?: string | undefined;
  /** The person administers several companies with this password: asks which. */
  readonly companies?: readonly Company[] | undefined;
  readonly signedOut?: boolean | undefined;
}

/** The administrator's own sign-in, which works before single sign-on does. */
export function SignInPage(props: SignInPageProps) {
  const { csrfToken, email, error, returnTo, companies, signedOut } = props;
  return (
    <SitePage title="Administrator sign-in" centered>
      <Card>
        <h1>Administrator sign-in</h1>
        <p>
          For the administrators of a company. Employees <a href="/login">sign in here</a>.
        </p>
        {signedOut && <MessageBar tone="success">You have signed out.</MessageBar>}
        {error !== undefined && <MessageBar tone="error">{error}</MessageBar>}
        {companies !== undefined && (
          <MessageBar tone="info">
            You administer several companies. Choose one and type your password again.
          </MessageBar>
        )}
        <form method="post" action="/admin/sign-in" class="form">
          <CsrfField token={csrfToken} />
          {returnTo !== undefined && <HiddenField name="to" value={returnTo} />}
          <Field
            label="E-mail address"
            name="email"
            inputMode="email"
            autocomplete="username"
            autoCapitalize="none"
            spellcheck={false}
            required
            autofocus={email === undefined}
            value={email ?? ''}
          />
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
          <Button>Sign in</Button>
        </form>
      </Card>
    </SitePage>
  );
}
