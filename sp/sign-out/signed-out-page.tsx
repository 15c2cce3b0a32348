import { Actions, LinkButton } from '../../web/components/controls.tsx';
import { Card } from '../../web/components/surfaces.tsx';
import { SitePage } from '../site-page.tsx';

const texts = {
  here: 'Your session here has ended. You may still be signed in at your company’s identity provider; signing in again then needs no password.',
  everywhere:
    'Your session here has ended. Your company’s identity provider has confirmed that your session there has ended, too.',
  asAsked:
    'Your company’s identity provider requested it. The sessions here that it named have ended.',
};

/** @param scope which sessions have ended */
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
