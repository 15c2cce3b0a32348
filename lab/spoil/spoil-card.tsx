import { CodeBlock } from '../../web/components/code-block.tsx';
import { Button, CsrfField, HiddenField } from '../../web/components/controls.tsx';
import { Card, Disclosure, MessageBar } from '../../web/components/surfaces.tsx';
import type { Armed } from './armed-run.ts';
import { SearchForm } from './search-form.tsx';
import type { Spoilt } from './spoiler.ts';

export interface SpoilCardProps {
  armed: Armed | undefined;
  /** The latest first. */
  history: readonly Spoilt[];
  token: string;
}

/** Changes when something is armed or disarmed. */
export const armedVersion = (armed: SpoilCardProps['armed']): string =>
  String(armed?.number ?? 'none');

/** Changes with each spoilt sign-in. */
export const historyVersion = ([latest]: SpoilCardProps['history']): string =>
  latest ? `${latest.run.id} ${latest.at.toISOString()}` : 'none';

/** Suggested first cases: one of each kind. */
const suggestions = ['sig-tampered-nameid', 'xsw3', 'cond-audience-wrong', 'ok-response-signed'];

/** The card on the lab home: what is armed, and how to choose a case. */
export function SpoilCard({ armed, token }: SpoilCardProps) {
  return (
    <Card title="Spoil the next sign-in" id="spoil">
      <div class="live-part" id="spoilArmed" data-version={armedVersion(armed)}>
        {armed ? <ArmedBar armed={armed} token={token} /> : <Introduction />}
      </div>
      <SearchForm />
      <p class="hint">
        {suggestions.map((id, n) => (
          <span key={id}>
            {n === 0 ? 'Try ' : ', '}
            <a href={`/cases/${id}`}>{id}</a>
          </span>
        ))}
        ; or see <a href="/cases">all cases</a>.
      </p>
    </Card>
  );
}

/** What was sent; nothing before the first spoilt sign-in. */
export function SpoiltCard({ history }: Pick<SpoilCardProps, 'history'>) {
  return (
    <div class="live-part" id="spoilt" data-version={historyVersion(history)}>
      {history.length > 0 && (
        <Card title="Spoilt sign-ins">
          <History history={history} />
        </Card>
      )}
    </div>
  );
}

function Introduction() {
  return (
    <p>
      Nothing is armed. Choose a hostile or unusual response: the next sign-in gets it, once, at
      Peakon or at your own service provider.
    </p>
  );
}

function ArmedBar({ armed, token }: { armed: Armed; token: string }) {
  const { id, of, run } = armed.run;
  return (
    <>
      <MessageBar tone="warning" title={`Armed: ${id}`} id="armed">
        {of.title}
        {run.title !== undefined && ` (${run.title})`}. The identity provider's next response will
        be replaced by this one. <a href={`/cases/${of.id}`}>About this case</a>
      </MessageBar>
      <form method="post" action="/spoil/cancel">
        <CsrfField token={token} />
        <HiddenField name="number" value={String(armed.number)} />
        <Button appearance="secondary">Cancel</Button>
      </form>
    </>
  );
}

function History({ history }: { history: readonly Spoilt[] }) {
  return (
    <ul class="spoilt-list" aria-label="Spoilt sign-ins">
      {history.map((spoilt) => (
        <li key={`${spoilt.run.id} ${spoilt.at.getTime()}`}>
          <Outcome {...spoilt} />
        </li>
      ))}
    </ul>
  );
}

function Outcome({ run, at, assertionConsumerService, sent, failure }: Spoilt) {
  const link = <a href={`/cases/${run.of.id}`}>{run.id}</a>;
  if (!sent)
    return (
      <MessageBar tone="error" title={`${run.id} could not be built`}>
        At {timeOf(at)} the valid response was sent to <code>{assertionConsumerService}</code>{' '}
        instead: {failure} {link}
      </MessageBar>
    );
  return (
    <>
      <p>
        {link} was sent at {timeOf(at)} to <code>{assertionConsumerService}</code>.
      </p>
      <Disclosure summary="The message">
        <CodeBlock code={excerpt(sent.xml)} label={`SAMLResponse of ${run.id}`} tall />
      </Disclosure>
    </>
  );
}

/** In UTC, as in SAML messages. */
const timeOf = (at: Date): string => `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;

const EXCERPT = 20_000; // characters

function excerpt(xml: string | Uint8Array): string {
  const text = typeof xml === 'string' ? xml : new TextDecoder().decode(xml);
  return text.length > EXCERPT ? `${text.slice(0, EXCERPT)}… (${text.length} characters)` : text;
}
