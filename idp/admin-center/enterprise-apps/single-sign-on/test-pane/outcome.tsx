import { CheckList } from '../../../../../web/components/check-list.tsx';
import { CodeBlock } from '../../../../../web/components/code-block.tsx';
import { Actions, LinkButton } from '../../../../../web/components/controls.tsx';
import { Card, Disclosure, MessageBar } from '../../../../../web/components/surfaces.tsx';
import { indentXml } from '../../../../../web/markup/xml-lines.ts';
import { basicSamlOf } from '../../../../directory/applications/basic-saml.ts';
import type { TestSignInRow } from '../../../../directory/tables.ts';
import { isVendorAddress } from '../../../../gallery/vendor-address.ts';
import { shownInstant } from '../../../shown-instant.ts';
import { endpointsOf } from '../endpoints.ts';
import { guidanceFor } from './guidance.ts';
import { ShownGuidance } from './shown-guidance.tsx';
import type { TestPaneProps } from './test-pane-props.ts';
import { compare, testedRequest } from './tested-request.ts';

/** As long as the answer is on its way. */
export function Awaited({ test }: TestPaneProps) {
  return (
    <MessageBar tone="info" title="Waiting for the sign-in" id="outcome">
      {test?.requestXml
        ? 'The request has arrived; the person is being asked to sign in.'
        : 'No request has arrived yet.'}
    </MessageBar>
  );
}

/** What came of the last test: outcome, guidance, comparison, both messages. */
export function Outcome({ shell, visit, test, proposed }: TestPaneProps & { test: TestSignInRow }) {
  const { displayName } = visit.app.servicePrincipal;
  const request = testedRequest(test.requestXml);
  const path = (page: string) => visit.path(`single-sign-on/test/${page}`);
  if (test.answeredDateTime === null)
    return (
      <MessageBar tone="warning" title="The last test timed out" id="outcome">
        No sign-in followed within ten minutes.
      </MessageBar>
    );
  return (
    <Card title="Result of the last test">
      {test.errorCode === null ? (
        <Sent displayName={displayName} test={test} />
      ) : (
        <MessageBar
          tone="error"
          title={`The sign-in ended with AADSTS${test.errorCode}`}
          id="outcome"
        >
          {test.errorMessage}
        </MessageBar>
      )}
      {test.errorCode !== null && (
        <ShownGuidance visit={visit} guidance={guidanceFor(test.errorCode)} />
      )}
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
        xml={test.requestXml}
        label="SAML request"
        href={path('request')}
        none="There was no request: the sign-in started here, or what arrived could not be decoded."
      />
      <Message
        xml={test.responseXml}
        label="SAML response"
        href={path('response')}
        none="No response was sent."
      />
      {shell.flash === undefined && (
        <p class="hint">Answered {shownInstant(test.answeredDateTime)} UTC</p>
      )}
    </Card>
  );
}

/** A response for the tutorial's placeholder is held back; see `postResponse`. */
function Sent({ displayName, test }: { displayName: string; test: TestSignInRow }) {
  const destination = /\bDestination="([^"]*)"/.exec(test.responseXml ?? '')?.[1] ?? '';
  if (isVendorAddress(destination))
    return (
      <MessageBar tone="warning" title="A response was created but not sent" id="outcome">
        The Reply URL {destination} is the tutorial's placeholder. Replace it with the Reply URL of
        this lab's Peakon, under Basic SAML Configuration.
      </MessageBar>
    );
  return (
    <MessageBar tone="success" title="A response was sent" id="outcome">
      A response for {test.userPrincipalName} was sent to {displayName}, whose page shows whether it
      was accepted.
    </MessageBar>
  );
}

function Message({
  xml,
  label,
  href,
  none,
}: {
  xml: string | null;
  label: string;
  href: string;
  none: string;
}) {
  if (xml === null) return <p class="hint">{none}</p>;
  return (
    <Disclosure summary={label} open>
      <CodeBlock code={indentXml(xml)} label={`${label}, decoded`} tall />
      <p>
        <a href={href} download>
          Download the {label}
        </a>
      </p>
    </Disclosure>
  );
}
