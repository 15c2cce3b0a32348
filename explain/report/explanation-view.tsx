import type { ComponentChildren } from 'preact';
import type { Exchange } from '../../exchanges/exchange.ts';
import { MessageView } from '../../exchanges/view/message-view.tsx';
import { Badge, type BadgeTone } from '../../web/components/badge.tsx';
import { CheckList } from '../../web/components/check-list.tsx';
import { Card, Disclosure, Facts, MessageBar } from '../../web/components/surfaces.tsx';
import { Table } from '../../web/components/table.tsx';
import type { Likelihood } from '../causes/evidence.ts';
import type { Cause } from '../causes/find-causes.ts';
import type { LibraryOption } from '../causes/library-options.ts';
import type {
  ExchangeReport,
  ExplanationReport,
  FailedCheck,
  MessageReport,
} from './explanation-report.ts';

/** The report on a page: what was found, and for each sign-in the verdict, the causes, and everything that they rest on. */
export function ExplanationView({
  files,
  exchanges,
  unreadable,
  masked,
  actions,
}: ExplanationReport & {
  /** Below each sign-in. */
  readonly actions?: (exchange: Exchange) => ComponentChildren;
}) {
  return (
    <>
      <Card title="What was found" id="found">
        <ul>
          {files.map(({ name, kind, messages, notes }) => (
            <li key={name}>
              <strong>{name}</strong>: {kind}, {messages} SAML{' '}
              {messages === 1 ? 'message' : 'messages'}.{notes.map((note) => ` ${note}`)}
            </li>
          ))}
          {unreadable.map(({ says }) => (
            <li key={says}>{says}</li>
          ))}
        </ul>
        {masked && exchanges.length > 0 && <p class="hint">Names, ids and values are masked.</p>}
      </Card>
      {exchanges.map((each) => (
        <OneExchange key={each.number} report={each} actions={actions?.(each.exchange)} />
      ))}
    </>
  );
}

function OneExchange({ report, actions }: { report: ExchangeReport; actions: ComponentChildren }) {
  const { number, sentence, causes, signatures, assumptions, exchange, messages } = report;
  return (
    <Card title={`${titles[exchange.kind]} ${number}`} id={`exchange-${number}`}>
      <p>{sentence}</p>
      <Verdict {...report} />
      {causes.length > 0 && (
        <>
          <h3>Causes, the likeliest first</h3>
          <ol class="causes">
            {causes.map((cause) => (
              <li key={cause.id}>
                <OneCause {...cause} />
              </li>
            ))}
          </ol>
        </>
      )}
      {signatures.length > 0 && (
        <>
          <h3>Signatures</h3>
          <Facts
            items={signatures.map(({ of, method, says }) => ({
              term: `${of}, ${method}`,
              value: says,
            }))}
          />
        </>
      )}
      {assumptions.length > 0 && (
        <>
          <h3>What was assumed</h3>
          <ul>
            {assumptions.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </>
      )}
      {messages.map((message) => (
        <OneMessage key={message.kind} message={message} exchange={exchange} />
      ))}
      <Checks {...exchange} />
      {actions}
    </Card>
  );
}

const titles: Readonly<Record<ExchangeReport['exchange']['kind'], string>> = {
  'sign-in': 'Sign-in',
  launch: 'IdP-initiated sign-in',
  'sign-out': 'Sign-out',
  provisioning: 'Provisioning',
};

function Verdict({ asOf, skewSeconds, failed, notReached }: ExchangeReport) {
  const when = `As of ${asOf}, skew ${skewSeconds} s`;
  const [first, ...others] = failed;
  if (!first)
    return (
      <MessageBar tone="success" title={`${when}: no check fails`}>
        {notReached > 0 ? `${notReached} checks could not be made.` : undefined}
      </MessageBar>
    );
  return (
    <>
      <MessageBar tone="error" title={`${when}: fails at ${first.check}`}>
        <Failure {...first} />
      </MessageBar>
      {others.length > 0 && (
        <>
          <p>It would also fail at:</p>
          <ul>
            {others.map((each) => (
              <li key={each.check}>
                <strong>{each.check}</strong>: <Failure {...each} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Failure({ fault, expected, found }: FailedCheck) {
  return (
    <>
      {fault.replace(/\.$/, '')}.
      {expected !== undefined && ` Expected ${expected}; found ${found?.replace(/\.$/, '')}.`}
    </>
  );
}

const tones: Readonly<Record<Likelihood, BadgeTone>> = {
  certain: 'fail',
  likely: 'warning',
  possible: 'info',
};

function OneCause({ what, likelihood, because, atEntra, atServiceProvider, options }: Cause) {
  const fixes = [
    { term: 'At Entra', value: atEntra },
    { term: 'At the service provider', value: atServiceProvider },
  ].flatMap(({ term, value }) => (value === undefined ? [] : [{ term, value }]));
  return (
    <>
      <p>
        <strong>{what}</strong> <Badge tone={tones[likelihood]}>{likelihood}</Badge>
      </p>
      {because.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {fixes.length > 0 && <Facts items={fixes} />}
      {options.length > 0 && <Options options={options} />}
    </>
  );
}

function Options({ options }: { options: readonly LibraryOption[] }) {
  return (
    <Disclosure summary="What libraries call it">
      <Table
        caption="Options of libraries"
        columns={[
          'Library',
          { title: 'Option', breaks: true },
          { title: 'Found in', breaks: true },
        ]}
        rows={options.map(({ library, option, source }) => [library, option, source])}
      />
    </Disclosure>
  );
}

function OneMessage({
  message: { kind, how, where, file, time },
  exchange: { request, response },
}: {
  message: MessageReport;
  exchange: ExchangeReport['exchange'];
}) {
  const message = kind.endsWith('Request') ? request : response;
  return (
    <Disclosure summary={`${kind}${time === undefined ? '' : ` at ${time}`}`}>
      <p>
        In {file}, {where}: {how}
      </p>
      {message && <MessageView message={message} />}
    </Disclosure>
  );
}

function Checks({ checks }: ExchangeReport['exchange']) {
  if (checks.length === 0) return null;
  const failed = checks.filter(({ outcome }) => outcome === 'failed').length;
  return (
    <Disclosure summary={`All ${checks.length} checks, ${failed} failed`}>
      <CheckList
        items={checks.map(({ by, name, title, clause, outcome, expected, found }) => ({
          name: `${by}-${name}`,
          title: `${by === 'idp' ? 'Entra' : 'Service provider'}: ${title}`,
          passed: outcome === 'not_reached' ? undefined : outcome === 'passed',
          clause,
          expected,
          found,
        }))}
      />
    </Disclosure>
  );
}
