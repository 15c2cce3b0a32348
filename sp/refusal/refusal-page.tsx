import { Actions, LinkButton } from '../../web/components/controls.tsx';
import { Card, Disclosure, Facts, MessageBar } from '../../web/components/surfaces.tsx';
import type { Procedure } from '../checking/check.ts';
import type { CheckRecord, Refusal } from '../checking/sp-error.ts';
import { CheckStages, countOutcomes } from '../message-view/check-stages.tsx';
import { Difference } from '../message-view/difference.tsx';
import { ReceivedXml } from '../message-view/received-xml.tsx';
import type { ServiceAddress } from '../service-address.ts';
import { SitePage } from '../site-page.tsx';

export interface RefusalPageProps {
  readonly refusal: Refusal;
  readonly procedure: Procedure;
  readonly checks: readonly CheckRecord[];
  /** Present when the URL belongs to a company. */
  readonly address?: ServiceAddress | undefined;
  /** The decoded message; absent when decoding failed. */
  readonly xml?: string | undefined;
  /** The page of this exchange, if it is recorded. */
  readonly exchange?: string | undefined;
  /** E-mail address of the employee who is signed in in this browser. */
  readonly signedInAs?: string | undefined;
}

/** Why a sign-in or sign-out was refused: the failed rule and what to do, then all other details. */
export function RefusalPage(props: RefusalPageProps) {
  const { refusal, procedure, checks, address, xml, exchange, signedInAs } = props;
  return (
    <SitePage title={procedure.refused} scripts={['copy']}>
      <h1>{procedure.refused}</h1>
      {signedInAs !== undefined && (
        <StillSignedIn email={signedInAs} advice={procedure.whileSignedIn} />
      )}
      <Fault refusal={refusal} signedIn={signedInAs !== undefined} exchange={exchange} />
      <Card title={`Checks: ${countOutcomes(checks)}`} id="checks">
        <CheckStages stages={procedure.stages} checks={checks} />
      </Card>
      {(xml !== undefined || address !== undefined) && (
        <Card title="Details">
          {xml !== undefined && <ReceivedXml xml={xml} />}
          {address && <OurAddresses {...address} />}
        </Card>
      )}
    </SitePage>
  );
}

function Fault({
  refusal,
  signedIn,
  exchange,
}: {
  refusal: Refusal;
  signedIn: boolean;
  exchange: string | undefined;
}) {
  const { check, fault, expected, found, clause, whatToDo } = refusal;
  return (
    <section class="card" id="refusal" data-failed-check={check}>
      <MessageBar tone="error" title={`${fault}.`}>
        {whatToDo}
      </MessageBar>
      <Facts
        items={[
          { term: 'Expected', value: expected, copy: !/\s/.test(expected) },
          { term: 'Found', value: <Difference expected={expected} found={found} /> },
          { term: 'Check', value: <code data-check={check}>{check}</code> },
          { term: 'Rule', value: clause },
        ]}
      />
      <Actions>
        {signedIn && (
          <LinkButton href="/account" appearance="primary">
            Go to your account
          </LinkButton>
        )}
        <LinkButton href="/login" appearance={signedIn ? 'secondary' : 'primary'}>
          Sign in again
        </LinkButton>
        {exchange !== undefined && (
          <LinkButton href={exchange} appearance="secondary" id="exchange">
            See this exchange
          </LinkButton>
        )}
      </Actions>
    </section>
  );
}

function StillSignedIn({ email, advice }: { email: string; advice: string }) {
  return (
    <MessageBar tone="info" title={`This browser is already signed in as ${email}`}>
      {advice} <a href="/account">Go to your account</a>
    </MessageBar>
  );
}

function OurAddresses({ entityId, acsUrl, logoutUrl }: ServiceAddress) {
  return (
    <Disclosure summary="Addresses of this application" id="address">
      <Facts
        items={[
          { term: 'Entity ID', value: entityId, copy: true },
          { term: 'Reply URL (ACS)', value: acsUrl, copy: true },
          { term: 'Logout URL', value: logoutUrl, copy: true },
        ]}
      />
    </Disclosure>
  );
}
