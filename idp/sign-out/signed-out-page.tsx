import { LinkButton } from '../../web/components/controls.tsx';
import { Page } from '../../web/components/page.tsx';
import { Card } from '../../web/components/surfaces.tsx';
import { siteName } from '../site-name.ts';

/** Entra's words (entra-saml.md 9.5). */
export function SignedOutPage() {
  return (
    <Page title="Sign out" site="idp" siteName={siteName} centered>
      <Card>
        <h1 id="SignOutStatusMessage">You signed out of your account</h1>
        <p>It's a good idea to close all browser windows.</p>
        <LinkButton href="/my-apps">Sign in again</LinkButton>
      </Card>
    </Page>
  );
}
