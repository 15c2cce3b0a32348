import { Actions, LinkButton } from '../../web/components/controls.tsx';
import { Card } from '../../web/components/surfaces.tsx';
import { SitePage } from '../site-page.tsx';

export function HomePage() {
  return (
    <SitePage title="Welcome" centered>
      <Card>
        <h1>Listen to your employees</h1>
        <p>
          A stand-in for the application of the tutorial: it signs people in with SAML, and tells
          precisely why when it does not.
        </p>
        <Actions>
          <LinkButton href="/login" appearance="primary">
            Sign in
          </LinkButton>
          <LinkButton href="/account">Your account</LinkButton>
        </Actions>
      </Card>
    </SitePage>
  );
}
