import type { FastifyReply } from 'fastify';
import { Actions, Button, HiddenField, LinkButton } from '../../web/components/controls.tsx';
import { Page } from '../../web/components/page.tsx';
import { Card, Facts } from '../../web/components/surfaces.tsx';
import type { IdpContext } from '../context.ts';
import type { SignInApplication } from '../directory/sign-in/sign-in-applications.ts';
import { leadsOutside } from '../gallery/vendor-address.ts';
import type { PostedResponse } from '../posted-response.ts';
import { siteName } from '../site-name.ts';

type Receiver = Pick<SignInApplication, 'servicePrincipalId' | 'displayName'>;

/**
 * Sends the page that posts a response. The page posts itself, except to the real Peakon: the tutorial's placeholder Reply URLs lead
 * there, and a signed response about a user must not leave the lab by accident. In that case a page explains and offers the same form.
 */
export function postResponse(
  reply: FastifyReply,
  response: PostedResponse,
  to: Receiver,
  lab: IdpContext['lab'],
): FastifyReply {
  if (!leadsOutside(response.action, lab)) return reply.selfPost(response);
  return reply
    .header('content-security-policy', policy)
    .page(<LeavesTheLab response={response} to={to} />);
}

// As on other pages, except that the form may post to any site: the Reply URL may redirect.
const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action http: https:; base-uri 'none'; frame-ancestors 'none'";

function LeavesTheLab({
  response: { action, fields },
  to,
}: {
  response: PostedResponse;
  to: Receiver;
}) {
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
          Replace it with the Reply URL of this lab's Peakon and make that the default; then sign in
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
