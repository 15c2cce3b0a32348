import { Fragment } from 'preact';
import { Badge } from '../../web/components/badge.tsx';
import { Actions, Button, CsrfField, LinkButton } from '../../web/components/controls.tsx';
import { Card, Facts } from '../../web/components/surfaces.tsx';
import { Table } from '../../web/components/table.tsx';
import { allChecks, signIn } from '../acs/checks/table.ts';
import type { CheckRecord } from '../checking/sp-error.ts';
import { CheckStages, countOutcomes } from '../message-view/check-stages.tsx';
import { ReceivedXml } from '../message-view/received-xml.tsx';
import type { Session } from '../session/session.ts';
import type { Outcome, SignInRecord } from '../session/stored-record.ts';
import { SitePage } from '../site-page.tsx';

export interface AccountPageProps {
  readonly session: Session;
  readonly record: SignInRecord;
  /** The page of the exchange that signed the employee in, if it is recorded. */
  readonly exchange?: string | undefined;
  readonly csrfToken: string;
}

/** The employee's page: who is signed in, what the identity provider said, and why it was accepted. */
export function AccountPage({ session, record, exchange, csrfToken }: AccountPageProps) {
  const { firstName, lastName, email, companyName } = session;
  const name = `${firstName} ${lastName}`.trim() || email;
  const checks = passedChecks(record.checks);
  return (
    <SitePage title={name} scripts={['copy']} wide>
      <h1>Welcome, {name}</h1>
      <Card title="You are signed in">
        <Facts items={identity(session, record)} />
        <form method="post" action="/sign-out">
          <CsrfField token={csrfToken} />
          <Actions>
            <Button appearance="secondary">Sign out</Button>
            {exchange !== undefined && (
              <LinkButton href={exchange} id="exchange">
                See this exchange
              </LinkButton>
            )}
          </Actions>
        </form>
      </Card>
      <Card title="Claims">
        <p>What the identity provider of {companyName} says about you, as signed.</p>
        <Table
          caption="Claims"
          columns={['Name', { title: 'Value', breaks: true }]}
          rows={record.attributes.map(({ name, values }) => [
            <BreakingUri key="name" uri={name} />,
            values.map((value, index) => <div key={index}>{value}</div>),
          ])}
          empty="The response carried no attributes."
        />
      </Card>
      <Card
        title="Why this response was accepted"
        id="checks"
        action={<Badge tone="pass">{countOutcomes(checks)}</Badge>}
      >
        <CheckStages stages={signIn.stages} checks={checks} />
      </Card>
      <Card title="Details">
        {record.message ? (
          <ReceivedXml xml={Buffer.from(record.message).toString('utf8')} />
        ) : (
          <p class="hint">
            The response is no longer kept: it is larger than 64 KB, or many users have signed in
            since.
          </p>
        )}
      </Card>
    </SitePage>
  );
}

/** Breaks at its slashes, so that name and value fit a narrow screen together. */
function BreakingUri({ uri }: { uri: string }) {
  return (
    <code>
      {uri.split(/(?<=\/)(?!\/)/).map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </code>
  );
}

function identity(session: Session, record: SignInRecord) {
  const { signed, algorithm, thumbprint, issuer } = record;
  return [
    { term: 'Company', value: session.companyName },
    { term: 'E-mail address', value: session.email },
    { term: 'NameID', value: session.nameId, copy: true },
    { term: 'NameID format', value: session.nameIdFormat ?? 'not given' },
    { term: 'Identity provider', value: issuer, copy: true },
    {
      term: 'Signed',
      value: signed === 'both' ? 'the Response and the Assertion' : `the ${signed}`,
    },
    { term: 'Signature method', value: algorithm },
    { term: 'Certificate', value: thumbprint, copy: true },
    { term: 'Session index', value: session.sessionIndex ?? 'not given' },
    { term: 'Signed in at', value: session.signedInAt },
    { term: 'Session ends at', value: session.expiresAt },
  ];
}

/** The checks that the sign-in passed, in their order, with the titles and clauses of the running version. */
function passedChecks(outcomes: readonly Outcome[]): CheckRecord[] {
  const seen = new Map(outcomes.map(([name, expected, found]) => [name, { expected, found }]));
  return allChecks.flatMap(({ name, title, clause }) => {
    const outcome = seen.get(name);
    return outcome ? [{ name, title, clause, outcome: 'passed' as const, ...outcome }] : [];
  });
}
