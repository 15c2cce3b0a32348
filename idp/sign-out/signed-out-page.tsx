import { Actions, LinkButton } from '../../web/components/controls.tsx';
import { Page } from '../../web/components/page.tsx';
import { Card } from '../../web/components/surfaces.tsx';
import { siteName } from '../site-name.ts';

/** Entra's words and the ids that test helpers look for (entra-saml.md 9.5; public test code, stored index id 54356370326). */
export const signedOutWords = {
  heading: 'You signed out of your account',
  advice: "It's a good idea to close all browser windows.",
};

/** @param outside the Logout Url of the application that began, when it is an address of the real Peakon: nothing leads there by itself */
export function SignedOutPage({ outside }: { outside?: string | undefined }) {
  return (
    <Page title="Sign out" site="idp" siteName={siteName} centered>
      <Card>
        <h1 id="login_workload_logo_text">{signedOutWords.heading}</h1>
        <p id="SignOutStatusMessage">{signedOutWords.advice}</p>
        {outside !== undefined && (
          <p>
            The application's Logout Url is still the tutorial's placeholder, which is an address of
            the real Peakon. The LogoutResponse stays in this lab.
          </p>
        )}
        <Actions>
          <LinkButton href="/my-apps">Sign in again</LinkButton>
        </Actions>
      </Card>
    </Page>
  );
}
