import { severityName } from '../../../catalogue/index.ts';
import type { AnswerReport, CaseReport, ExchangeReport, RunReport } from '../report.ts';
import { counts } from '../summary.ts';
import { MessageDifference } from './message-difference.tsx';
import { Badge, lookOf, looks } from './verdict-badge.tsx';

const expectations = {
  accept: 'Sign the honest identity in.',
  reject: 'Refuse it: no session.',
  inert: 'Refuse it, or read nothing but what was signed.',
  policy: 'Either can be defended; which one it is should be a decision.',
};

/** One case: what was done, what the service provider made of it, and what to do about it. */
export function CaseDetails({ of }: { of: CaseReport }) {
  const { id, title, severity, expected, verdict, risk, fix, basis, runs, baseline } = of;
  const counted = counts(of);
  return (
    <details
      class="case"
      id={id}
      data-verdict={verdict}
      data-counts={counted ? '' : undefined}
      data-text={`${id} ${title} ${verdict} ${severityName[severity]} ${basis.join(' ')}`.toLowerCase()}
    >
      <summary>
        <Badge look={lookOf(of)} />
        <code>{id}</code>
        <span>{title}</span>
        <span class="severity">{severityName[severity]}</span>
      </summary>
      <div class="inside">
        <dl>
          <dt>Correct</dt>
          <dd>{expectations[expected]}</dd>
          <dt>Risk</dt>
          <dd>{risk}</dd>
          <dt>How to fix</dt>
          <dd>
            <strong>{fix}</strong>
          </dd>
          <dt>Basis</dt>
          <dd>{basis.join('; ')}</dd>
          {baseline && (
            <>
              <dt>Baseline</dt>
              <dd>
                {baseline.state}: {baseline.reason}
              </dd>
            </>
          )}
        </dl>
        {runs.map((run) => (
          <Run key={run.id} run={run} alone={runs.length === 1} />
        ))}
      </div>
    </details>
  );
}

function Run({ run, alone }: { run: RunReport; alone: boolean }) {
  const { id, title, verdict, reason, checks, namedCheck, note, exchanges } = run;
  return (
    <section class="run">
      {!alone && (
        <h3>
          <code>{id}</code> {title} <Badge look={looks[verdict]} />
        </h3>
      )}
      <dl>
        <dt>Result</dt>
        <dd>{reason}</dd>
        {note !== undefined && (
          <>
            <dt>Seen</dt>
            <dd>{note}</dd>
          </>
        )}
        {(namedCheck !== undefined || isUnnamed(run)) && checks.length > 0 && (
          <>
            <dt>Right reason</dt>
            <dd>
              <code>{checks.join(', ')}</code>
              {namedCheck !== undefined && (
                <>
                  {' '}
                  (named: <code>{namedCheck}</code>)
                </>
              )}
            </dd>
          </>
        )}
      </dl>
      {exchanges.map((exchange, n) => (
        <Exchange key={n} exchange={exchange} />
      ))}
    </section>
  );
}

/** Refused, and yet a finding: a service provider that names its checks has not done so. Others name none, and need not know ours. */
const isUnnamed = ({ verdict, outcome }: RunReport) => verdict === 'fail' && outcome === 'none';

function Exchange({ exchange: { honest, sent, answer } }: { exchange: ExchangeReport }) {
  return (
    <>
      <Answer answer={answer} />
      {honest !== undefined && sent !== undefined && (
        <>
          {honest === sent ? (
            <p>The message itself is the honest one.</p>
          ) : (
            <MessageDifference honest={honest} sent={sent} />
          )}
          <details class="whole">
            <summary>The message as it was sent</summary>
            <pre>{sent}</pre>
          </details>
        </>
      )}
    </>
  );
}

function Answer({ answer: { status, url, title, text, locations } }: { answer: AnswerReport }) {
  return (
    <dl>
      <dt>Answer</dt>
      <dd>
        {status} at {url}
        {title && <> “{title}”</>}
      </dd>
      {locations.length > 0 && (
        <>
          <dt>By way of</dt>
          <dd>{locations.join(' → ')}</dd>
        </>
      )}
      {text !== '' && (
        <>
          <dt>It said</dt>
          <dd>{text}</dd>
        </>
      )}
    </dl>
  );
}
