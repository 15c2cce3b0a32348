import { Actions, LinkButton } from '../../web/components/controls.tsx';
import { Card } from '../../web/components/surfaces.tsx';
import { SitePage } from '../site-page.tsx';

const texts = {
  here: 'Your session here has ended. You may still be signed in at your company’s identity provider, and then signing in again asks for nothing.',
  everywhere:
    'Your session here has ended, and so has the one at your company’s identity provider, as it has confirmed.',
  asAsked:
    'Your company’s identity provider has asked for it, and the sessions here that it named have ended.',
};

/** @param scope which sessions are known to be over. */
export function SignedOutPage({ scope }: { scope: keyof typeof texts }) {
  return (
    <SitePage title="Signed out" centered>
      <Card>
        <h1>You are signed out</h1>
        <p>{texts[scope]}</p>
        <Actions>
          <LinkButton href="/login" appearance="primary">
            Sign in again
          </LinkButton>
        </Actions>
      </Card>
    </SitePage>
  );
}
