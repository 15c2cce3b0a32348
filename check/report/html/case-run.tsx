import { severityName } from '../../../catalogue/index.ts';
import { MessageDifference } from '../../../web/components/message-difference.tsx';
import { shorten } from '../../../web/markup/shorten.ts';
import { isFinding } from '../../verdict.ts';
import { decidingExchange, needsWhatWasMade } from '../deciding-exchange.ts';
import type { AnswerReport, CaseReport, ExchangeReport, RunReport } from '../report.ts';
import type { ShownMessages } from './shown-messages.ts';
import { Badge, lookOfRun } from './verdict-badge.tsx';

/** In characters. Pages of a service provider may be long, and most runs pass. */
const MAX_TEXT = 600;
const MAX_URL = 300;
/** Of a command, which is of use only as a whole. */
const MAX_COMMAND = 4_000;

/** One run: what it led to, what the service provider answered, and what was changed in the message. */
export function CaseRun({
  run,
  of,
  messages,
}: {
  run: RunReport;
  of: CaseReport;
  messages: ShownMessages;
}) {
  const { id, title, reason, checks, namedCheck, note, exchanges } = run;
  const shownAbove = run.request === undefined ? undefined : decidingExchange(run);
  return (
    <section class="run">
      {of.runs.length > 1 && (
        <h3>
          <code>{id}</code> {title} <Badge look={lookOfRun(run)} />
        </h3>
      )}
      <dl>
        <dt>Result</dt>
        <dd>{reason}</dd>
        {note !== undefined && note !== reason && (
          <>
            <dt>Details</dt>
            <dd>{note}</dd>
          </>
        )}
        {(namedCheck !== undefined || isUnnamed(run)) && checks.length > 0 && (
          <>
            <dt>Check that should refuse</dt>
            <dd>
              <code>{checks.join(', ')}</code>
              {namedCheck !== undefined && (
                <>
                  {' '}
                  (refused by: <code>{namedCheck}</code>)
                </>
              )}
            </dd>
          </>
        )}
        <Assessed run={run} of={of} />
        {run.request !== undefined && (
          <>
            <dt>To send it again</dt>
            <dd>
              <pre>{run.request}</pre>
              {needsWhatWasMade(run) && (
                <p class="facts">
                  The check has removed what it made: put in an id of yours, or make and send all of
                  it again with <code>samlab check --scim URL --case {of.id}</code>.
                </p>
              )}
            </dd>
          </>
        )}
      </dl>
      {exchanges.map((exchange, n) => (
        <Exchange
          key={n}
          exchange={exchange}
          place={`Request ${n + 1} of ${exchanges.length}`}
          isAbove={exchange === shownAbove}
          repeated={n > 0 && exchange.sent === exchanges[n - 1]?.sent}
          messages={messages}
          control={run.verdict === 'not-shown'}
        />
      ))}
    </section>
  );
}

/** What is different about a failed run: another harm, severity, fix or clause than those of the case above. */
function Assessed({ run, of }: { run: RunReport; of: CaseReport }) {
  if (!isFinding(run.verdict)) return null;
  const lines = [
    ['Severity', severityName[run.severity], severityName[of.severity]],
    ['Risk', run.risk, of.risk],
    ['How to fix', run.fix, of.fix],
    ['Basis', run.basis.join('; '), of.basis.join('; ')],
  ].filter(([, here, above]) => here !== above);
  return lines.map(([term, here]) => (
    <>
      <dt>{term}</dt>
      <dd>{here}</dd>
    </>
  ));
}

/** Refused without a name, by a service provider that should name its checks. Others need not know the names of ours. */
const isUnnamed = ({ verdict, outcome }: RunReport) => verdict === 'fail' && outcome === 'none';

function Exchange({
  exchange,
  place,
  isAbove,
  repeated,
  messages,
  control,
}: {
  exchange: ExchangeReport;
  /** Its title, where requests are shown as commands. */
  place: string;
  /** Its command is shown already, as the one to send again. */
  isAbove: boolean;
  repeated: boolean;
  messages: ShownMessages;
  /** It may be the valid sign-in that was refused: then the message is shown although nothing in it was changed. */
  control: boolean;
}) {
  return (
    <>
      {exchange.request !== undefined && (
        <>
          <p class="place">{isAbove ? `${place}: the command above` : place}</p>
          {!isAbove && <pre>{shorten(exchange.request, MAX_COMMAND)}</pre>}
        </>
      )}
      <Answer answer={exchange.answer} isJson={exchange.request !== undefined} />
      {exchange.sent !== undefined && (
        <Message exchange={exchange} repeated={repeated} messages={messages} control={control} />
      )}
    </>
  );
}

function Message({
  exchange,
  repeated,
  messages,
  control,
}: Omit<Parameters<typeof Exchange>[0], 'place' | 'isAbove'>) {
  if (repeated) return <p>The message is the same as the one before.</p>;
  const shown = messages.of.get(exchange);
  if (shown?.difference === undefined) return <p>The message is left out.</p>;
  if (shown.difference.length === 0)
    return (
      <>
        <p>The message is the valid response, unaltered.</p>
        {control && <Whole xml={exchange.sent ?? ''} />}
      </>
    );
  return (
    <>
      <MessageDifference lines={shown.difference} />
      {shown.whole !== undefined && <Whole xml={shown.whole} />}
    </>
  );
}

/** In characters. */
const MAX_WHOLE = 20_000;

const Whole = ({ xml }: { xml: string }) => (
  <details class="whole">
    <summary>The complete message</summary>
    <pre>{shorten(xml, MAX_WHOLE)}</pre>
  </details>
);

/** JSON with its lines; another text as it is. */
function inLines(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function Answer({
  answer: { status, url, title, text, locations },
  isJson,
}: {
  answer: AnswerReport;
  isJson: boolean;
}) {
  return (
    <dl>
      <dt>Response</dt>
      <dd>
        {status} at {shorten(url, MAX_URL)}
        {title && <> “{shorten(title, MAX_URL)}”</>}
      </dd>
      {locations.length > 0 && (
        <>
          <dt>{isJson ? 'Location' : 'Redirects'}</dt>
          <dd>{locations.map((each) => shorten(each, MAX_URL)).join(' → ')}</dd>
        </>
      )}
      {text !== '' && (
        <>
          <dt>Text</dt>
          <dd>{isJson ? <pre>{inLines(text)}</pre> : shorten(text, MAX_TEXT)}</dd>
        </>
      )}
    </dl>
  );
}
