import type { FastifyReply } from 'fastify';
import { Actions, Button, HiddenField, LinkButton } from '../../web/components/controls.tsx';
import { Page } from '../../web/components/page.tsx';
import { Card, Facts } from '../../web/components/surfaces.tsx';
import type { SignInApplication } from '../directory/sign-in/sign-in-applications.ts';
import { isVendorAddress } from '../gallery/vendor-address.ts';
import { siteName } from '../site-name.ts';
import type { HandOff } from './issue-token.ts';

type Receiver = Pick<SignInApplication, 'servicePrincipalId' | 'displayName'>;

/**
 * Hands a response to the browser. It posts itself, but not to the real Peakon: the tutorial's placeholders lead there, and a signed
 * response about somebody would leave the lab unasked. Then a page says so, with the same form to be sent by hand.
 */
export function sendHandOff(reply: FastifyReply, handOff: HandOff, to: Receiver): FastifyReply {
  if (!isVendorAddress(handOff.action)) return reply.selfPost(handOff);
  return reply
    .header('content-security-policy', policy)
    .page(<LeavesTheLab handOff={handOff} to={to} />);
}

// Like that of the other pages, but for the form: where it leads may redirect.
const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action http: https:; base-uri 'none'; frame-ancestors 'none'";

function LeavesTheLab({ handOff: { action, fields }, to }: { handOff: HandOff; to: Receiver }) {
  const basic = `/admin/apps/${to.servicePrincipalId}/single-sign-on/basic`;
  return (
    <Page title="The response would leave this lab" site="idp" siteName={siteName}>
      <Card>
        <h1>The response would leave this lab</h1>
        <p>
          A response for {to.displayName} is ready. Its Reply URL is still the tutorial's
          placeholder, which is an address of the real Peakon:
        </p>
        <Facts items={[{ term: 'Reply URL', value: <code id="destination">{action}</code> }]} />
        <p>
          Put the Reply URL of this lab's Peakon in its place and make it the default; then sign in
          again. Nothing has been sent.
        </p>
        <form method="post" action={action} name="hiddenform">
          <HiddenField name="SAMLResponse" value={fields.SAMLResponse} />
          {fields.RelayState !== undefined && (
            <HiddenField name="RelayState" value={fields.RelayState} />
          )}
          <Actions>
            <LinkButton href={basic} appearance="primary" id="basicSaml">
              Basic SAML Configuration
            </LinkButton>
            <Button appearance="secondary" id="sendIt">
              Send it there
            </Button>
          </Actions>
        </form>
      </Card>
    </Page>
  );
}
