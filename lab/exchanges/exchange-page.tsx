import type { Exchange } from '../../exchanges/exchange.ts';
import { ExchangeView } from '../../exchanges/view/exchange-view.tsx';
import { Actions, Button, LinkButton } from '../../web/components/controls.tsx';
import { Select } from '../../web/components/field.tsx';
import { Breadcrumbs, PageHeading } from '../../web/components/navigation.tsx';
import { Page } from '../../web/components/page.tsx';
import { Card, EmptyState, MessageBar } from '../../web/components/surfaces.tsx';
import type { ListedExchange } from './find-exchanges.ts';

export interface ExchangePageProps {
  readonly exchange: Exchange;
  readonly version: string;
  /** Others to compare it with, newest first. */
  readonly others: readonly ListedExchange[];
  /** It was added from a file or a capture, so this lab did not see it. */
  readonly imported: boolean;
}

export const shownInstant = (instant: string): string =>
  `${instant.slice(0, 19).replace('T', ' ')} UTC`;

export const trail = [
  { title: 'Lab home', href: '/' },
  { title: 'Exchanges', href: '/exchanges' },
];

/** One exchange; it updates itself until it has ended. */
export function ExchangePage({ exchange, version, others, imported }: ExchangePageProps) {
  const { id, application } = exchange;
  const address = `/exchanges/${id}`;
  const name = application?.name ?? 'Exchange';
  const began = shownInstant(exchange.startedAt);
  const title = `${name}, ${began}`;
  return (
    <Page
      title={title}
      site="lab"
      siteName="samlab"
      scripts={['copy']}
      live={{ versions: `/api/exchanges/${id}`, page: address }}
      wide
    >
      <Breadcrumbs items={[...trail, { title }]} />
      <PageHeading
        title={
          <>
            {name}, <span class="nowrap">{began}</span>
          </>
        }
      />
      {imported && (
        <MessageBar tone="info" title="This exchange was imported" id="imported">
          It took place elsewhere: links to settings in it may lead nowhere here.
        </MessageBar>
      )}
      <div class="live-part" id="exchange" data-version={version}>
        <ExchangeView
          exchange={exchange}
          messageActions={(which) => (
            <a href={`${address}/${which}.xml`} download>
              Download
            </a>
          )}
        />
      </div>
      <Card title="Share" id="share">
        <p>As one page that needs nothing else, or as a file to import elsewhere.</p>
        <Actions>
          {[
            ['HTML', '.html', ''],
            ['HTML, masked', '.html', '?masked'],
            ['JSON', '.json', ''],
            ['JSON, masked', '.json', '?masked'],
          ].map(([label, extension, query]) => (
            <LinkButton key={label ?? ''} href={`${address}${extension}${query}`} download>
              {label}
            </LinkButton>
          ))}
        </Actions>
        <p class="hint">
          Masked: names, ids and values are replaced, equal ones by the same replacement.
        </p>
      </Card>
      <Card title="Compare" id="compare">
        {others.length === 0 ? (
          <p class="hint">There is no other exchange to compare with.</p>
        ) : (
          <form method="get" action={`${address}/compare`}>
            <Select
              label="Compare with"
              name="with"
              options={others.map((other) => ({ value: other.id, label: labelOf(other) }))}
            />
            <Actions>
              <Button appearance="secondary">Compare</Button>
            </Actions>
          </form>
        )}
      </Card>
    </Page>
  );
}

const outcomes: Readonly<Record<string, string>> = {
  success: 'succeeded',
  failure: 'refused',
  unfinished: 'not finished',
};

function labelOf({ startedAt, application, user, outcome, code }: ListedExchange): string {
  return [shownInstant(startedAt), application, user, outcomes[outcome], code]
    .filter(Boolean)
    .join(', ');
}

/** For an exchange that is not kept any more, or never was. */
export function NoExchangePage() {
  return (
    <Page title="No such exchange" site="lab" siteName="samlab">
      <Breadcrumbs items={[...trail, { title: 'No such exchange' }]} />
      <EmptyState title="This exchange is not here">
        <p>
          Only the newest exchanges are kept, and they can be deleted.{' '}
          <a href="/exchanges">See those that are here</a>.
        </p>
      </EmptyState>
    </Page>
  );
}
