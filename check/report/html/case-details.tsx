import { severityName } from '../../../catalogue/index.ts';
import { wasSkipped } from '../../verdict.ts';
import { expectationOf } from '../expectations.ts';
import type { CaseReport } from '../report.ts';
import { counts } from '../summary.ts';
import { worstRun } from '../worst-run.ts';
import { CaseRun } from './case-run.tsx';
import type { ShownMessages } from './shown-messages.ts';
import { Badge, lookOf } from './verdict-badge.tsx';

/**
 * One case: what was sent, what the service provider did, and how to fix it. The id is on the content, because browsers open a closed
 * `details` when a link leads to something inside it, also without scripts.
 */
export function CaseDetails({ of, messages }: { of: CaseReport; messages: ShownMessages }) {
  const { id, title, severity, verdict, risk, fix, basis, runs, baseline, expectation } = of;
  const counted = counts(of);
  return (
    <details
      class="case"
      data-counts={counted ? '' : undefined}
      data-skipped={wasSkipped(verdict) ? '' : undefined}
      data-text={`${id} ${title} ${lookOf(of).word} ${severityName[severity]} ${basis.join(' ')}`.toLowerCase()}
    >
      <summary>
        <Badge look={lookOf(of)} />
        <span class="severity">{severityName[severity]}</span>
        <span class="title">{title}</span>
        <code>{id}</code>
        {counted && <span class="reason">{reasonOf(of)}</span>}
      </summary>
      <div class="inside" id={id}>
        <dl>
          <dt>Expected</dt>
          <dd>{expectationOf(of)}</dd>
          <dt>{expectation === undefined ? 'Risk' : 'What Entra does'}</dt>
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
              <dd>{baseline.reason}</dd>
            </>
          )}
        </dl>
        {runs.map((run) => (
          <CaseRun key={run.id} run={run} of={of} messages={messages} />
        ))}
      </div>
    </details>
  );
}

/** Why it is a finding: the reason of its worst run, and how many runs share its verdict. */
function reasonOf({ verdict, runs, baseline }: CaseReport): string {
  if (baseline?.state === 'stale') return 'It passes now: remove it from the baseline.';
  const deciding = runs.filter((run) => run.verdict === verdict);
  const reason = (worstRun(runs) ?? deciding[0])?.reason ?? '';
  return runs.length === 1 ? reason : `${reason} (${deciding.length} of ${runs.length} runs)`;
}
