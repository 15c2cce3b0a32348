import { Actions, LinkButton } from '../../web/controls.tsx';
import { Card } from '../../web/surfaces.tsx';
import { SitePage } from '../site-page.tsx';

/** Ends the own session only: single logout is another matter, and the page says so. */
export function SignedOutPage() {
  return (
    <SitePage title="Signed out" centered>
      <Card>
        <h1>You are signed out</h1>
        <p>
          Your session here has ended. You may still be signed in at your company’s identity
          provider, and then signing in again asks for nothing.
        </p>
        <Actions>
          <LinkButton href="/login" appearance="primary">
            Sign in again
          </LinkButton>
        </Actions>
      </Card>
    </SitePage>
  );
}
