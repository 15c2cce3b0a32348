import { Page } from '../../web/components/page.tsx';
import { Card } from '../../web/components/surfaces.tsx';
import { siteName } from '../site-name.ts';

/** What the endpoints of WS-Federation answer, which metadata lists because Entra's does. */
export function WsFederationPage() {
  return (
    <Page title="WS-Federation is not modelled" site="idp" siteName={siteName} centered>
      <Card>
        <h1>WS-Federation is not modelled</h1>
        <p>
          Federation metadata lists this address because Entra's does. This mock speaks SAML 2.0
          only: send an AuthnRequest to the Login URL, which is this address with saml2 in place of
          wsfed.
        </p>
      </Card>
    </Page>
  );
}
