import { Actions, LinkButton } from '../../../../web/components/controls.tsx';
import { MessageBar, type Tone } from '../../../../web/components/surfaces.tsx';
import { ApplicationPage } from '../../../admin-center/enterprise-apps/application-page.tsx';
import type { Shell } from '../../../admin-center/visit.ts';
import type { OnDemandResult } from '../../on-demand/provision-on-demand.ts';
import { ExchangeView } from '../exchange-view.tsx';
import { ModifiedProperties, StepList } from '../logs/summary-parts.tsx';
import type { JobVisit } from '../provisioning-routes.ts';
import type { RunState } from '../runs.ts';

interface PageProps {
  shell: Shell;
  visit: JobVisit;
  run: RunState<OnDemandResult>;
}

/** What was done for the user or group, step by step. */
export function ResultPage({ shell, visit, run }: PageProps) {
  const back = visit.path('provisioning/on-demand');
  return (
    <ApplicationPage
      shell={shell}
      app={visit.app}
      menu="provisioning/on-demand"
      trail={[{ href: back, title: 'Provision on demand' }]}
      title="Result"
    >
      {run.state === 'running' && (
        <MessageBar tone="info" title="Provisioning" id="result">
          The server has not answered yet; the page follows by itself. Entra waits for 60 seconds.
        </MessageBar>
      )}
      {run.state === 'failed' && (
        <MessageBar tone="error" title="Nothing was provisioned" id="result">
          {(run.error as Error).message}
        </MessageBar>
      )}
      {run.state === 'done' && <Result result={run.result} />}
      <Actions>
        <LinkButton href={back} appearance="primary">
          Provision another object
        </LinkButton>
      </Actions>
    </ApplicationPage>
  );
}

const tones: Readonly<Record<OnDemandResult['result'], Tone>> = {
  Success: 'success',
  Failure: 'error',
  Skipped: 'info',
};

function Result({
  result: { result, errorCode, errorMessage, summary, exchanges },
}: {
  result: OnDemandResult;
}) {
  const { sourceIdentity, targetIdentity } = summary;
  const name = sourceIdentity.displayName || targetIdentity.displayName || sourceIdentity.id;
  return (
    <>
      <MessageBar tone={tones[result]} title={`${result}: ${name}`} id="result">
        {[errorCode, errorMessage].filter(Boolean).join(': ') ||
          summary.provisioningSteps.at(-1)?.description}
      </MessageBar>
      <StepList summary={summary} />
      <h2>Requests</h2>
      {exchanges.length === 0 && <p>None: the steps needed no request.</p>}
      {exchanges.map((exchange, position) => (
        <ExchangeView key={position} exchange={exchange} id={`exchange-${position}`} />
      ))}
      <ModifiedProperties summary={summary} />
    </>
  );
}
