import type { ComponentChildren } from 'preact';
import { Badge } from '../../web/components/badge.tsx';
import { CheckList } from '../../web/components/check-list.tsx';
import { Card, Disclosure, type Fact, Facts, MessageBar } from '../../web/components/surfaces.tsx';
import { Table } from '../../web/components/table.tsx';
import { decodeMessage, elementName } from '../decode-message.ts';
import type { Exchange, ExchangeMessage } from '../exchange.ts';
import { PARTIAL_LOGOUT } from '../merge.ts';
import { sentenceOf } from '../sentence.ts';
import { sideName } from '../side-names.ts';
import { MessageView } from './message-view.tsx';
import { Outcome } from './outcome.tsx';

interface ExchangeViewProps {
  readonly exchange: Exchange;
  /** Beside the copy button of each message. */
  readonly messageActions?: ((which: 'request' | 'response') => ComponentChildren) | undefined;
}

/** A whole exchange: the sentence, what was refused and why, the timeline, both messages, checks, claims, cookies and redirects. */
export function ExchangeView({ exchange, messageActions }: ExchangeViewProps) {
  const { request, response } = exchange;
  return (
    <>
      <p class="lead" id="sentence">
        {sentenceOf(exchange)}
      </p>
      {exchange.masked && (
        <MessageBar tone="info" title="This exchange is masked">
          Names, ids and values were replaced, so signatures no longer verify.
        </MessageBar>
      )}
      <Replacement exchange={exchange} />
      <Refusal exchange={exchange} />
      <Card title="Timeline" id="timeline" action={<Outcome exchange={exchange} />}>
        <Timeline exchange={exchange} />
        <Facts items={about(exchange)} />
      </Card>
      {request && (
        <Card title={titleOf(request)} id="request">
          <MessageView message={request} actions={messageActions?.('request')} />
        </Card>
      )}
      {response && (
        <Card title={titleOf(response)} id="response">
          <MessageView message={response} actions={messageActions?.('response')} />
        </Card>
      )}
      <Answer exchange={exchange} />
      <Checks exchange={exchange} by="idp" />
      <Checks exchange={exchange} by="sp" />
      <Claims exchange={exchange} />
      <Transport exchange={exchange} />
    </>
  );
}

function Replacement({ exchange }: ExchangeViewProps) {
  const { replacement } = exchange;
  if (!replacement) return null;
  return (
    <MessageBar
      tone="warning"
      title={`This is not the Response of ${sideName(exchange, 'idp')}`}
      id="replacement"
    >
      It was replaced: {replacement.by === 'lab home' ? 'the lab home' : replacement.by} sent{' '}
      {replacement.what} in its place. The claims below are those of the Response that was replaced.
    </MessageBar>
  );
}

function Refusal({ exchange }: ExchangeViewProps) {
  const { refusal } = exchange;
  if (!refusal) return null;
  const { by, code, message, whatToDo, setting } = refusal;
  const says =
    code === PARTIAL_LOGOUT
      ? 'Not every application signed the user out'
      : `${sideName(exchange, by)} refused it`;
  return (
    <MessageBar tone="error" title={`${says}: ${code}`} id="refusal">
      <p>{message}</p>
      {whatToDo !== undefined && <p>{whatToDo}</p>}
      {setting && (
        <p>
          <a href={setting.address}>{setting.label}</a>
        </p>
      )}
    </MessageBar>
  );
}

function Timeline({ exchange }: ExchangeViewProps) {
  const { timeline } = exchange;
  return (
    <ol class="timeline">
      {timeline.map(({ at, by, what, durationMs, outcome }, index) => (
        <li key={index} class={`event event-${by} event-${outcome}`}>
          <span class="event-when">
            <time dateTime={at}>{at.slice(11, 23)}</time>
          </span>
          <span class="event-by">{sideName(exchange, by)}</span>
          <span class="event-what">
            {what}
            {durationMs !== undefined && <span class="hint"> Took {durationMs} ms.</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

function about({ id, correlationId, kind, startedAt, durationMs, application, user }: Exchange) {
  const items: (Fact | undefined)[] = [
    { term: 'Began', value: `${startedAt.slice(0, 19).replace('T', ' ')} UTC` },
    { term: 'Took', value: `${durationMs} ms, from the first message to the last` },
    { term: 'Kind', value: kind },
    application && { term: 'Application', value: application.name },
    user === undefined ? undefined : { term: 'User', value: user },
    correlationId === undefined || correlationId === id
      ? undefined
      : { term: 'Correlation ID', value: correlationId, copy: true },
    { term: 'ID', value: id, copy: true },
  ];
  return items.flatMap((item) => item ?? []);
}

function titleOf(message: ExchangeMessage): string {
  const name = elementName(decodeMessage(message).text ?? '') ?? message.parameter;
  return `${message.parameter === 'SAMLRequest' ? 'Request' : 'Answer'}: ${name}`;
}

function Answer({ exchange }: ExchangeViewProps) {
  const { answer } = exchange;
  if (!answer) return null;
  const { by, status, address, title, text } = answer;
  return (
    <Card
      title={`What ${by === 'idp' ? sideName(exchange, by) : 'the service provider'} answered`}
      id="answer"
    >
      <Facts
        items={[
          { term: 'Status', value: String(status) },
          { term: 'Address', value: address, copy: true },
          ...(title === undefined ? [] : [{ term: 'Title', value: title }]),
          ...(text === undefined ? [] : [{ term: 'Text', value: text }]),
        ]}
      />
    </Card>
  );
}

/** Failed checks are open; those that passed, or were not reached, are folded. */
function Checks({ exchange, by }: { exchange: Exchange; by: 'idp' | 'sp' }) {
  const own = exchange.checks.filter((check) => check.by === by);
  if (own.length === 0) return null;
  const of = (outcome: Exchange['checks'][number]['outcome']) =>
    own
      .filter((check) => check.outcome === outcome)
      .map(({ name, title, clause, expected, found }) => ({
        name,
        title,
        clause,
        expected,
        found,
        passed: outcome === 'not_reached' ? undefined : outcome === 'passed',
      }));
  const [failed, passed, notReached] = [of('failed'), of('passed'), of('not_reached')];
  return (
    <Card
      title={`Checks of ${by === 'idp' ? sideName(exchange, by) : 'the service provider'}`}
      id={`checks-${by}`}
    >
      {failed.length > 0 && <CheckList items={failed} />}
      {passed.length > 0 && (
        <Disclosure summary={`${passed.length} passed`} id={`passed-${by}`}>
          <CheckList items={passed} />
        </Disclosure>
      )}
      {notReached.length > 0 && (
        <Disclosure summary={`${notReached.length} not reached`} id={`not-reached-${by}`}>
          <CheckList items={notReached} />
        </Disclosure>
      )}
    </Card>
  );
}

function Claims({ exchange: { claims } }: ExchangeViewProps) {
  if (claims.length === 0) return null;
  return (
    <Card title="Claims, and why" id="claims">
      <Facts
        items={claims.map(({ name, values, reason }) => ({
          term: name,
          value: values.length === 0 ? <Badge tone="skipped">Left out</Badge> : values.join(', '),
          note: `${reason}.`,
        }))}
      />
    </Card>
  );
}

function Transport({ exchange }: ExchangeViewProps) {
  const { cookies, redirects } = exchange;
  if (cookies.length === 0 && redirects.length === 0) return null;
  return (
    <Card title="Cookies and redirects" id="transport">
      {cookies.length > 0 && (
        <Table
          caption="Cookies that were set"
          columns={['Cookie', 'Set by', { title: 'Attributes', breaks: true }]}
          rows={cookies.map(({ name, by, attributes }) => [
            <code key="name">{name}</code>,
            sideName(exchange, by),
            attributes,
          ])}
        />
      )}
      {redirects.length > 0 && (
        <Table
          caption="Redirects"
          columns={[{ title: 'From', breaks: true }, 'Status', { title: 'To', breaks: true }]}
          rows={redirects.map(({ from, status, to }) => [from, String(status), to])}
        />
      )}
      <p class="hint">Values of cookies and of parameters in addresses are never recorded.</p>
    </Card>
  );
}
