import { decodeMessage } from '../../exchanges/decode-message.ts';
import type { Exchange, ExchangeMessage } from '../../exchanges/exchange.ts';
import { sentenceOf } from '../../exchanges/sentence.ts';
import { MessageDifference } from '../../web/components/message-difference.tsx';
import { Breadcrumbs, PageHeading } from '../../web/components/navigation.tsx';
import { Page } from '../../web/components/page.tsx';
import { Card } from '../../web/components/surfaces.tsx';
import { Table } from '../../web/components/table.tsx';
import { differenceLines } from '../../web/markup/difference-lines.ts';
import { shownInstant, trail } from './exchange-page.tsx';
import { withoutNewValues } from './new-values.ts';

interface ComparePageProps {
  readonly one: Exchange;
  readonly other: Exchange;
  /** Also ids, instants and signature values, which are new in each message. */
  readonly everything: boolean;
}

/** Two exchanges: in what their outcomes, messages, checks and claims differ. */
export function ComparePage({ one, other, everything }: ComparePageProps) {
  const here = `/exchanges/${one.id}`;
  const query = new URLSearchParams({ with: other.id });
  return (
    <Page title="Compare exchanges" site="lab" siteName="samlab" wide>
      <Breadcrumbs
        items={[...trail, { title: shownInstant(one.startedAt), href: here }, { title: 'Compare' }]}
      />
      <PageHeading title="Two exchanges compared" />
      <Card title="What happened" id="outcomes">
        <Table
          caption="Both exchanges"
          columns={['Began', { title: 'What happened', breaks: true }]}
          rows={[one, other].map((each) => [
            <a key="began" href={`/exchanges/${each.id}`}>
              {shownInstant(each.startedAt)}
            </a>,
            sentenceOf(each),
          ])}
        />
        <p class="hint">
          {everything
            ? 'Ids, times and signatures are compared too. '
            : 'Ids, times and signatures are new in each message, so they are left out below. '}
          <a href={`${here}/compare?${query}${everything ? '' : '&all'}`}>
            {everything ? 'Leave them out' : 'Compare them too'}
          </a>
        </p>
      </Card>
      <Messages title="Request" one={one.request} other={other.request} everything={everything} />
      <Messages title="Answer" one={one.response} other={other.response} everything={everything} />
      <Rows
        title="Checks"
        columns={['Check', shownInstant(one.startedAt), shownInstant(other.startedAt)]}
        rows={pairs(
          one.checks,
          other.checks,
          ({ by, name }) => `${by}: ${name}`,
          (check) => checkWords(check, everything),
        )}
      />
      <Rows
        title="Claims"
        columns={['Claim', shownInstant(one.startedAt), shownInstant(other.startedAt)]}
        rows={pairs(
          one.claims,
          other.claims,
          ({ name }) => name,
          ({ values, reason }) => `${values.join(', ') || '(left out)'}: ${reason}`,
        )}
      />
    </Page>
  );
}

/** Lines of one difference; hostile messages may have thousands. */
const MAX_LINES = 400;

function Messages({
  title,
  one,
  other,
  everything,
}: {
  title: string;
  one: ExchangeMessage | undefined;
  other: ExchangeMessage | undefined;
  everything: boolean;
}) {
  if (!one && !other) return null;
  const [left, right] = [one, other].map((message) => {
    const { text } = message ? decodeMessage(message) : {};
    return text !== undefined && !everything ? withoutNewValues(text) : text;
  });
  return (
    <Card title={title} id={`compare-${title.toLowerCase()}`}>
      {left === undefined || right === undefined ? (
        <p>Only one of the two has a message that can be decoded.</p>
      ) : left === right ? (
        <p>Both messages are the same.</p>
      ) : (
        <MessageDifference lines={differenceLines(left, right, { maxLines: MAX_LINES })} />
      )}
    </Card>
  );
}

function Rows({
  title,
  columns,
  rows,
}: {
  title: string;
  columns: string[];
  rows: readonly (readonly string[])[];
}) {
  return (
    <Card title={title} id={`compare-${title.toLowerCase()}`}>
      <Table
        caption={`${title} that differ`}
        columns={columns.map((column, n) => ({ title: column, nowrap: n === 0, breaks: n > 0 }))}
        rows={rows}
        empty="No difference."
      />
    </Card>
  );
}

/** What a passed check found is new in each message, such as an instant. */
const checkWords = ({ outcome, found }: Exchange['checks'][number], all: boolean): string =>
  `${outcome.replace('_', ' ')}${found === undefined || !(all || outcome === 'failed') ? '' : `: ${found}`}`;

/** The items whose words differ, by their names. */
function pairs<Item>(
  one: readonly Item[],
  other: readonly Item[],
  nameOf: (item: Item) => string,
  wordsOf: (item: Item) => string,
): string[][] {
  const left = new Map(one.map((item) => [nameOf(item), wordsOf(item)]));
  const right = new Map(other.map((item) => [nameOf(item), wordsOf(item)]));
  return [...new Set([...left.keys(), ...right.keys()])]
    .map((name) => [name, left.get(name) ?? '(none)', right.get(name) ?? '(none)'])
    .filter(([, a, b]) => a !== b);
}
