import { Card, Facts, MessageBar } from '../../../../web/components/surfaces.tsx';
import { AdminPage } from '../../../admin-center/admin-page.tsx';
import {
  type ApplicationNames,
  applicationPlace,
} from '../../../admin-center/enterprise-apps/application-menu.ts';
import { shownInstant } from '../../../admin-center/shown-instant.ts';
import type { Shell } from '../../../admin-center/visit.ts';
import type { ProvisioningObjectSummary } from '../../../directory/provisioning/logs.ts';
import type { ScimExchange } from '../../client/exchange.ts';
import { ExchangeView } from '../exchange-view.tsx';
import { logsOf, provisioningLogsPath } from './address.ts';
import { actionInWords } from './list-page.tsx';
import { ModifiedProperties, ProvisioningStatus, StepList } from './summary-parts.tsx';

interface PageProps {
  shell: Shell;
  summary: ProvisioningObjectSummary & { exchanges: readonly ScimExchange[] };
  app: ApplicationNames | undefined;
}

/** One line of the log with its tabs, one below the other: Steps, Troubleshooting & Recommendations, Modified properties, Summary. */
export function SummaryPage({ shell, summary, app }: PageProps) {
  const list = app ? logsOf(app.appId) : provisioningLogsPath;
  const { sourceIdentity, provisioningAction } = summary;
  const place = app ? applicationPlace(app, 'provisioning-logs') : undefined;
  return (
    <AdminPage
      shell={shell}
      {...(place ?? { section: 'provisioningLogs' })}
      trail={[...(place?.trail ?? []), { href: list, title: 'Provisioning logs' }]}
      title={`${actionInWords(provisioningAction)}: ${sourceIdentity.displayName || sourceIdentity.id}`}
    >
      <Troubleshooting summary={summary} />
      <StepList summary={summary} />
      <Requests exchanges={summary.exchanges} />
      <ModifiedProperties summary={summary} />
      <Summary summary={summary} app={app} />
    </AdminPage>
  );
}

function Troubleshooting({ summary }: Pick<PageProps, 'summary'>) {
  const { errorInformation } = summary.provisioningStatusInfo;
  if (!errorInformation) return null;
  const { errorCode, reason, recommendedAction } = errorInformation;
  return (
    <MessageBar tone="error" title={errorCode} id="troubleshooting">
      <p>{reason}</p>
      {recommendedAction && <p>{recommendedAction}</p>}
    </MessageBar>
  );
}

function Requests({ exchanges }: { exchanges: readonly ScimExchange[] }) {
  return (
    <Card title="Requests" id="requests">
      {exchanges.length === 0 && (
        <p>
          None: no request was needed, or they are no longer kept. Those of the newest 2,000 lines
          are.
        </p>
      )}
      {exchanges.map((exchange, position) => (
        <ExchangeView key={position} exchange={exchange} id={`exchange-${position}`} />
      ))}
    </Card>
  );
}

function Summary({ summary, app }: Pick<PageProps, 'summary' | 'app'>) {
  const { sourceIdentity, targetIdentity, provisioningStatusInfo: info } = summary;
  return (
    <Card title="Summary" id="summary">
      <Facts
        items={[
          { term: 'Date (UTC)', value: shownInstant(summary.activityDateTime) },
          { term: 'Status', value: <ProvisioningStatus status={info.status} /> },
          { term: 'Action', value: actionInWords(summary.provisioningAction) },
          { term: 'Source ID', value: sourceIdentity.id, copy: true },
          { term: 'Target ID', value: targetIdentity.id, copy: true },
          { term: 'Duration', value: `${summary.durationInMilliseconds} ms` },
          {
            term: 'Cycle ID',
            value: (
              <a href={logsOf(app?.appId ?? '', { cycleId: summary.cycleId })}>{summary.cycleId}</a>
            ),
          },
          { term: 'Change ID', value: summary.changeId, copy: true },
          { term: 'Job ID', value: summary.jobId, copy: true },
        ].filter(({ value }) => value !== '')}
      />
    </Card>
  );
}
