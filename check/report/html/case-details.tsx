import { severityName } from '../../../catalogue/index.ts';
import { expectations } from '../expectations.ts';
import type { AnswerReport, CaseReport, ExchangeReport, RunReport } from '../report.ts';
import { counts } from '../summary.ts';
import { MessageDifference } from './message-difference.tsx';
import { Badge, lookOf, looks } from './verdict-badge.tsx';

/** One case: what was sent, what the service provider did, and how to fix it. */
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
          <dt>Expected</dt>
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
      </dl>
      {exchanges.map((exchange, n) => (
        <Exchange key={n} exchange={exchange} />
      ))}
    </section>
  );
}

/** Refused without a name, by a service provider that should name its checks. Others need not know the names of ours. */
const isUnnamed = ({ verdict, outcome }: RunReport) => verdict === 'fail' && outcome === 'none';

function Exchange({ exchange: { honest, sent, answer } }: { exchange: ExchangeReport }) {
  return (
    <>
      <Answer answer={answer} />
      {honest !== undefined && sent !== undefined && (
        <>
          {honest === sent ? (
            <p>The message itself is unaltered.</p>
          ) : (
            <MessageDifference honest={honest} sent={sent} />
          )}
          <details class="whole">
            <summary>The message as sent</summary>
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
      <dt>Response</dt>
      <dd>
        {status} at {url}
        {title && <> “{title}”</>}
      </dd>
      {locations.length > 0 && (
        <>
          <dt>Redirects</dt>
          <dd>{locations.join(' → ')}</dd>
        </>
      )}
      {text !== '' && (
        <>
          <dt>Text</dt>
          <dd>{text}</dd>
        </>
      )}
    </dl>
  );
}
