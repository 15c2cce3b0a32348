import type { Exchange } from '../../exchanges/exchange.ts';
import { Outcome } from '../../exchanges/view/outcome.tsx';
import { Card } from '../../web/components/surfaces.tsx';
import type { ListedExchange } from './find-exchanges.ts';

export interface LatestExchangesProps {
  /** The newest first. */
  readonly rows: readonly ListedExchange[];
  /** Of the whole list. */
  readonly version: string;
}

/** How many the lab home shows. */
export const LATEST = 5;

/** The newest exchanges on the lab home, each a link as a whole. */
export function LatestExchanges({ rows, version }: LatestExchangesProps) {
  return (
    <Card
      title="Exchanges"
      id="latestExchanges"
      version={version}
      action={<a href="/exchanges">All exchanges</a>}
    >
      {rows.length === 0 ? (
        <p class="hint">
          Nothing yet. Each sign-in appears here: both messages, every check, and why it failed.
        </p>
      ) : (
        <ol class="latest" aria-label="Latest exchanges">
          {rows.map((each) => (
            <li key={each.id}>
              <Row of={each} />
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

const kinds: Readonly<Record<string, string>> = {
  'sign-in': 'Sign-in',
  launch: 'Launch',
  'sign-out': 'Sign-out',
  provisioning: 'Provisioning',
};

/** `Sign-in: Peakon` */
export const whatItIs = ({ kind, application, imported }: ListedExchange): string =>
  [kinds[kind] ?? kind, application !== null && `: ${application}`, imported === 1 && ' (imported)']
    .filter(Boolean)
    .join('');

function Row({ of }: { of: ListedExchange }) {
  return (
    <a href={`/exchanges/${of.id}`} class="latest-row">
      <Outcome exchange={{ outcome: of.outcome as Exchange['outcome'] }} />
      <span class="latest-what">
        {whatItIs(of)}
        {of.user && <span class="hint">{of.user}</span>}
        {of.code && <code>{of.code}</code>}
      </span>
      <time class="hint" dateTime={of.startedAt}>
        {of.startedAt.slice(11, 19)}
      </time>
    </a>
  );
}
