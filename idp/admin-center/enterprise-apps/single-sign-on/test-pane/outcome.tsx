import type { Exchange } from '../../../../../exchanges/exchange.ts';
import { MessageView } from '../../../../../exchanges/view/message-view.tsx';
import { CheckList } from '../../../../../web/components/check-list.tsx';
import { Actions, LinkButton } from '../../../../../web/components/controls.tsx';
import { Card, Disclosure, MessageBar } from '../../../../../web/components/surfaces.tsx';
import { basicSamlOf } from '../../../../directory/applications/basic-saml.ts';
import { leadsOutside } from '../../../../gallery/vendor-address.ts';
import { shownInstant } from '../../../shown-instant.ts';
import { endpointsOf } from '../endpoints.ts';
import { codeIn, guidanceFor } from './guidance.ts';
import { ShownGuidance } from './shown-guidance.tsx';
import type { TestPaneProps } from './test-pane-props.ts';
import { compare, testedRequest } from './tested-request.ts';

interface OutcomeProps extends TestPaneProps {
  exchange: Exchange;
}

/** As long as the answer is on its way. */
export function Awaited({ visit, exchange }: OutcomeProps) {
  return (
    <MessageBar tone="info" title="Waiting for the sign-in" id="outcome">
      {exchange.request ? 'The request has arrived; the person' : 'The person'} is being asked to
      sign in. <ExchangeLink visit={visit} exchange={exchange} />
    </MessageBar>
  );
}

function ExchangeLink({ visit, exchange }: Pick<OutcomeProps, 'visit' | 'exchange'>) {
  const address = visit.context.exchanges?.address(exchange.id);
  return address === undefined ? null : (
    <a href={address} id="exchange">
      See the whole exchange
    </a>
  );
}

/** What came of the latest sign-in: outcome, guidance, comparison, both messages. */
export function Outcome({ visit, exchange, proposed }: OutcomeProps) {
  const { refusal } = exchange;
  const request = testedRequest(exchange);
  const code = refusal?.by === 'idp' ? codeIn(refusal.code) : undefined;
  const path = (page: string) => visit.path(`single-sign-on/test/${page}`);
  if (exchange.outcome === 'unfinished')
    return (
      <MessageBar tone="warning" title="The latest sign-in was not finished" id="outcome">
        It began at {shownInstant(exchange.startedAt)} UTC.{' '}
        <ExchangeLink visit={visit} exchange={exchange} />
      </MessageBar>
    );
  return (
    <Card title="Result of the latest sign-in">
      <Result visit={visit} exchange={exchange} />
      {code !== undefined && <ShownGuidance visit={visit} guidance={guidanceFor(code)} />}
      {proposed && (
        <Actions>
          <LinkButton href={path('fix')} appearance="primary" id="fixIt">
            Fix it
          </LinkButton>
        </Actions>
      )}
      {request && (
        <CheckList items={compare(request, basicSamlOf(visit.app), endpointsOf(visit).loginUrl)} />
      )}
      <Message
        message={exchange.request}
        label="SAML request"
        href={path('request')}
        none="There was no request: the sign-in started here."
      />
      <Message
        message={exchange.response}
        label="SAML response"
        href={path('response')}
        none="No response was sent."
      />
      <p class="hint">
        Began at {shownInstant(exchange.startedAt)} UTC.{' '}
        <ExchangeLink visit={visit} exchange={exchange} />
      </p>
    </Card>
  );
}

/** A response for the tutorial's placeholder is held back; see `postResponse`. */
function Result({ visit, exchange }: Pick<OutcomeProps, 'visit' | 'exchange'>) {
  const { displayName } = visit.app.servicePrincipal;
  const { refusal, response, user, checks } = exchange;
  if (refusal?.by === 'sp')
    return (
      <MessageBar tone="error" title={`${displayName} refused the response`} id="outcome">
        {refusal.message}
      </MessageBar>
    );
  if (refusal)
    return (
      <MessageBar tone="error" title={`The sign-in ended with ${refusal.code}`} id="outcome">
        {refusal.message}
      </MessageBar>
    );
  if (response && leadsOutside(response.address, visit.context.lab))
    return (
      <MessageBar tone="warning" title="A response was created but not sent" id="outcome">
        The Reply URL {response.address} is the tutorial's placeholder. Replace it with the Reply
        URL of this lab's Peakon, under Basic SAML Configuration.
      </MessageBar>
    );
  const accepted = checks.some(({ by }) => by === 'sp');
  return (
    <MessageBar tone="success" title="A response was sent" id="outcome">
      A response for {user} was sent to {displayName},{' '}
      {accepted ? 'which accepted it.' : 'whose page shows whether it was accepted.'}
    </MessageBar>
  );
}

function Message({
  message,
  label,
  href,
  none,
}: {
  message: Exchange['request'];
  label: string;
  href: string;
  none: string;
}) {
  if (!message) return <p class="hint">{none}</p>;
  return (
    <Disclosure summary={label} open>
      <MessageView message={message} actions={<a href={href}>Download</a>} />
    </Disclosure>
  );
}
