import { Page } from '../../web/components/page.tsx';
import { Card } from '../../web/components/surfaces.tsx';
import { siteName } from '../site-name.ts';

/** Where the small print of the sign-in pages leads. */
export function HelpPage() {
  return (
    <Page title="Help with signing in" site="idp" siteName={siteName}>
      <h1>Help with signing in</h1>
      <Card title="Password" id="password">
        <p>
          The accounts here are test accounts. Their names and passwords are printed when the lab
          starts. There is no reset by e-mail.
        </p>
      </Card>
      <Card title="Terms of use" id="terms">
        <p>This is a mock for testing single sign-on. Never type a real password here.</p>
      </Card>
      <Card title="Privacy and cookies" id="privacy">
        <p>
          Cookies keep the sign-in apart from other browsers (esctx) and remember that you are
          signed in (ESTSAUTH, ESTSAUTHPERSISTENT, ESTSAUTHLIGHT, kmsi). Nothing leaves this
          machine.
        </p>
      </Card>
    </Page>
  );
}
