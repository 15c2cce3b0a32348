import type { Exchange } from '../../exchanges/exchange.ts';
import { Outcome } from '../../exchanges/view/outcome.tsx';
import { Actions, Button, CsrfField, LinkButton } from '../../web/components/controls.tsx';
import { Field, Select } from '../../web/components/field.tsx';
import { PageHeading } from '../../web/components/navigation.tsx';
import { Page } from '../../web/components/page.tsx';
import { listAddress, Pager } from '../../web/components/pager.tsx';
import { Card, Disclosure, EmptyState, MessageBar } from '../../web/components/surfaces.tsx';
import type { ExchangeLimits } from './exchange-store.ts';
import type { ExchangeFilter, ListedExchange } from './find-exchanges.ts';
import { whatItIs } from './latest-exchanges.tsx';

export interface ListPageProps {
  readonly rows: readonly ListedExchange[];
  readonly total: number;
  /** From 1. */
  readonly page: number;
  readonly filter: ExchangeFilter;
  /** Of the whole list. */
  readonly version: string;
  readonly limits: ExchangeLimits;
  readonly token: string;
  /** What is wrong with a file that was to be imported, one sentence each. */
  readonly faults?: readonly string[] | undefined;
}

/** All exchanges, newest first; it updates itself. */
export function ListPage(props: ListPageProps) {
  const { rows, total, page, filter, version, faults } = props;
  const keep = { ...filter };
  const address = listAddress('/exchanges', { ...keep, page: page === 1 ? '' : String(page) });
  return (
    <Page
      title="Exchanges"
      site="lab"
      siteName="samlab"
      live={{ versions: '/api/exchanges', page: address }}
      wide
    >
      <PageHeading
        title="Exchanges"
        lead="What the identity provider and service providers sent each other, newest first. Open one to see both messages, every check, and why."
      />
      {faults && (
        <MessageBar tone="error" title="The file was not imported" id="faults">
          <ul>
            {faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </MessageBar>
      )}
      <Filters filter={filter} />
      <div class="live-part" id="exchangeList" data-version={version}>
        {rows.length === 0 ? (
          <EmptyState
            title={
              isActive(filter)
                ? 'No exchange matches.'
                : 'Nothing yet. Sign in somewhere, and the exchange appears here.'
            }
          />
        ) : (
          <ol class="exchange-list" aria-label="Exchanges">
            {rows.map((each) => (
              <Row key={each.id} of={each} />
            ))}
          </ol>
        )}
        <Pager action="/exchanges" page={page} total={total} keep={keep} />
      </div>
      <Keeping {...props} />
    </Page>
  );
}

/** A line on a desktop, a few lines on a phone. */
function Row({ of }: { of: ListedExchange }) {
  const { id, startedAt, user, outcome, code, durationMs } = of;
  return (
    <li class="exchange-row">
      <a href={`/exchanges/${id}`}>{startedAt.slice(0, 19).replace('T', ' ')}</a>
      <span>
        <Outcome exchange={{ outcome: outcome as Exchange['outcome'] }} />
      </span>
      <span class="exchange-what">{whatItIs(of)}</span>
      <span class="exchange-user">{user}</span>
      <code>{code}</code>
      <span class="hint">{durationMs} ms</span>
    </li>
  );
}

const isActive = (filter: ExchangeFilter) => Object.values(filter).some((value) => value !== '');

function Filters({ filter }: { filter: ExchangeFilter }) {
  const active = isActive(filter);
  return (
    <search>
      <Disclosure summary="Filters" open={active} id="filters">
        <form method="get" action="/exchanges" class="filters">
          <Field label="Application" name="application" value={filter.application} />
          <Field label="User" name="user" value={filter.user} />
          <Select
            label="Outcome"
            name="outcome"
            value={filter.outcome}
            options={[
              { value: '', label: 'Any' },
              { value: 'success', label: 'Succeeded' },
              { value: 'failure', label: 'Refused' },
              { value: 'unfinished', label: 'Not finished' },
            ]}
          />
          <Field
            label="Code"
            name="code"
            value={filter.code}
            hint="An AADSTS number or the name of a check"
          />
          <Actions>
            <Button id="applyFilters">Apply</Button>
            {active && (
              <LinkButton href="/exchanges" appearance="subtle">
                Reset
              </LinkButton>
            )}
          </Actions>
        </form>
      </Disclosure>
    </search>
  );
}

function Keeping({ limits, token }: ListPageProps) {
  return (
    <Card title="Keep and share" id="keeping">
      <p>
        The newest {limits.count.toLocaleString('en-GB')} exchanges are kept, up to{' '}
        {Math.round(limits.bytes / 1024 / 1024)} MiB. They hold messages about the lab's users, and
        no passwords, codes, keys or values of cookies.
      </p>
      <form method="post" action="/exchanges/import" encType="multipart/form-data">
        <CsrfField token={token} />
        <Field
          label="Import an exchange"
          name="file"
          type="file"
          accept=".json,application/json"
          hint="A JSON file that the page of an exchange saved"
          required
        />
        <Actions>
          <Button appearance="secondary">Import</Button>
        </Actions>
      </form>
      <form method="post" action="/exchanges/clear">
        <CsrfField token={token} />
        <Actions>
          <Button appearance="secondary" id="clear">
            Delete all exchanges
          </Button>
        </Actions>
      </form>
    </Card>
  );
}
