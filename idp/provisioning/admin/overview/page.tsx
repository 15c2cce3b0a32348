import type { ComponentChildren } from 'preact';
import type { Found } from '../../../../store/slices.ts';
import { Badge, type BadgeTone } from '../../../../web/components/badge.tsx';
import { Actions, Button, LinkButton } from '../../../../web/components/controls.tsx';
import { Toolbar } from '../../../../web/components/navigation.tsx';
import {
  Card,
  Disclosure,
  EmptyState,
  Facts,
  MessageBar,
} from '../../../../web/components/surfaces.tsx';
import { Table } from '../../../../web/components/table.tsx';
import { AdminForm } from '../../../admin-center/admin-form.tsx';
import { ApplicationPage } from '../../../admin-center/enterprise-apps/application-page.tsx';
import type { ApplicationVisit } from '../../../admin-center/enterprise-apps/application-routes.ts';
import { shownInstant } from '../../../admin-center/shown-instant.ts';
import type { Shell } from '../../../admin-center/visit.ts';
import type { SynchronizationJob } from '../../../directory/provisioning/jobs.ts';
import type { ProvisioningSettings } from '../../../directory/provisioning/provisioning-settings.ts';
import type { ConnectivityParameters } from '../../../directory/provisioning/secrets.ts';
import type { SynchronizationEscrowRow } from '../../../directory/tables.ts';
import { logsOf } from '../logs/address.ts';
import { provisioningPage } from '../provisioning-routes.ts';
import { intervalInWords, quarantineReasons, realInterval } from '../words.ts';

/** What the page shows. */
export interface OverviewState {
  job: SynchronizationJob;
  escrows: Found<SynchronizationEscrowRow>;
  /** User principal names of users, and names of groups, that are listed there; by id. */
  names: Readonly<Record<string, string>>;
  connectivity: ConnectivityParameters;
  settings: ProvisioningSettings;
  /** Whether a cycle that was begun here is running. */
  running: boolean;
  /** Changes with anything else. */
  version: string;
}

interface PageProps {
  shell: Shell;
  visit: ApplicationVisit;
  state: OverviewState;
}

const lead =
  'Creates, updates and disables accounts in the application by SCIM, as users are assigned, changed and removed here.';

/** Before there is a job. */
export function NoConfigurationPage({ shell, visit }: Omit<PageProps, 'state'>) {
  return (
    <ApplicationPage
      shell={shell}
      app={visit.app}
      menu="provisioning"
      lead={lead}
      denial={visit.denial('app.provision')}
    >
      <EmptyState title="Provisioning is not configured.">
        {visit.may('app.provision') && (
          <LinkButton
            href={visit.path(`${provisioningPage}/connectivity`)}
            appearance="primary"
            id="newConfiguration"
          >
            New configuration
          </LinkButton>
        )}
      </EmptyState>
    </ApplicationPage>
  );
}

export function OverviewPage(props: PageProps) {
  const { shell, visit, state } = props;
  const page = visit.path(provisioningPage);
  return (
    <ApplicationPage
      shell={shell}
      app={visit.app}
      menu="provisioning"
      lead={lead}
      denial={visit.denial('app.provision')}
      live={{ versions: `${page}/versions`, page }}
    >
      {visit.may('app.provision') && <Commands {...props} />}
      <div class="live-part" id="provisioningState" data-version={state.version}>
        <Quarantine {...props} />
        <Status {...props} />
        <Failing {...props} />
      </div>
      <Configuration {...props} />
      {visit.may('app.provision') && <Deletion {...props} />}
    </ApplicationPage>
  );
}

function Command({
  shell,
  visit,
  to,
  id,
  appearance = 'subtle',
  children,
}: Omit<PageProps, 'state'> & {
  to: string;
  id: string;
  appearance?: 'primary' | 'secondary' | 'subtle' | 'danger';
  children: ComponentChildren;
}) {
  return (
    <AdminForm shell={shell} action={visit.path(`${provisioningPage}/${to}`)} inline>
      <Button appearance={appearance} id={id}>
        {children}
      </Button>
    </AdminForm>
  );
}

function Commands({ shell, visit, state: { job } }: PageProps) {
  const on = job.schedule.state === 'Active';
  const command = { shell, visit };
  return (
    <Toolbar>
      {on ? (
        <Command {...command} to="stop" id="stopProvisioning">
          Stop provisioning
        </Command>
      ) : (
        <Command {...command} to="start" id="startProvisioning" appearance="primary">
          Start provisioning
        </Command>
      )}
      {on && (
        <Command {...command} to="restart" id="restartProvisioning">
          Restart provisioning
        </Command>
      )}
      {on && (
        <Command {...command} to="run" id="runCycle">
          Run cycle now
        </Command>
      )}
      <LinkButton href={visit.path(`${provisioningPage}/on-demand`)} appearance="subtle">
        Provision on demand
      </LinkButton>
      <LinkButton href={logsOf(visit.app.servicePrincipal.appId)} appearance="subtle">
        View provisioning logs
      </LinkButton>
    </Toolbar>
  );
}

function Quarantine({ shell, visit, state: { job } }: PageProps) {
  const { quarantine } = job.status;
  if (!quarantine) return null;
  const { reason, error, nextAttempt, currentBegan } = quarantine;
  const deletions = reason === 'TooManyDeletes';
  return (
    <MessageBar
      tone={deletions ? 'warning' : 'error'}
      title={
        deletions
          ? 'Accidental deletions were prevented'
          : `Provisioning is in quarantine since ${shownTime(currentBegan)}`
      }
      id="quarantine"
    >
      <p>
        {quarantineReasons[reason]}
        {reason === 'EncounteredQuarantineException' && (
          <>
            {' '}
            <a href={visit.path(`${provisioningPage}/connectivity`)}>Test the connection</a>.
          </>
        )}
      </p>
      {error && <p>{error.message}</p>}
      {!deletions && nextAttempt && (
        <p>Next attempt: {shownTime(nextAttempt)}, or at once after Restart provisioning.</p>
      )}
      {deletions && visit.may('app.provision') && (
        <Command
          shell={shell}
          visit={visit}
          to="allow-deletions"
          id="allowDeletions"
          appearance="secondary"
        >
          Allow deletes
        </Command>
      )}
    </MessageBar>
  );
}

const shownTime = (instant: string) => `${shownInstant(instant)} UTC`;

const states: Readonly<Record<string, { label: string; tone: BadgeTone }>> = {
  NotConfigured: { label: 'Not configured', tone: 'neutral' },
  NotRun: { label: 'Not run yet', tone: 'info' },
  Active: { label: 'On', tone: 'pass' },
  Paused: { label: 'Stopped', tone: 'neutral' },
  Quarantine: { label: 'Quarantine', tone: 'fail' },
};

function Status({ visit, state: { job, running } }: PageProps) {
  const { status, schedule, nextRunDateTime } = job;
  const { label, tone } = states[status.code] ?? { label: status.code, tone: 'neutral' as const };
  const last = status.lastExecution;
  return (
    <Card title="Current cycle status" id="cycleStatus">
      <Facts
        items={[
          {
            term: 'Status',
            value: (
              <>
                <Badge tone={tone}>{label}</Badge>{' '}
                {running && <Badge tone="info">A cycle is running</Badge>}
              </>
            ),
          },
          {
            term: 'Interval',
            value: intervalInWords(job.settings.acceleratedInterval),
            note:
              job.settings.acceleratedInterval === null
                ? 'As in Entra, where it cannot be changed.'
                : `In Entra it is ${realInterval}, and cannot be changed.`,
          },
          {
            term: 'Next cycle',
            value:
              schedule.state === 'Active' && nextRunDateTime
                ? shownTime(nextRunDateTime)
                : '(none)',
          },
          {
            term: 'Last cycle',
            value: last ? (
              <LastCycle visit={visit} last={last} explained={status.quarantine !== null} />
            ) : (
              '(none)'
            ),
          },
          {
            term: 'Last successful cycle',
            value: status.lastSuccessfulExecution
              ? shownTime(status.lastSuccessfulExecution.timeEnded)
              : '(none)',
          },
          {
            term: 'Statistics to date',
            value:
              status.synchronizedEntryCountByType
                .map(({ key, value }) => `${key}: ${value}`)
                .join(', ') || '(nothing yet)',
          },
          { term: 'Job ID', value: job.id, copy: true },
        ]}
      />
      {(running ? status.progress : []).map(({ name, completedUnits, totalUnits, units }) => (
        <p key={name}>
          <label>
            {name}: {completedUnits} of {totalUnits} {units}{' '}
            <progress value={completedUnits} max={Math.max(1, totalUnits)} />
          </label>
        </p>
      ))}
    </Card>
  );
}

function LastCycle({
  visit,
  last,
  explained,
}: {
  visit: ApplicationVisit;
  last: NonNullable<SynchronizationJob['status']['lastExecution']>;
  /** Whether the page says elsewhere what went wrong. */
  explained: boolean;
}) {
  const { state, timeEnded, countExported, countEscrowed, activityIdentifier, error } = last;
  const failed = state !== 'Succeeded';
  return (
    <>
      <Badge tone={state === 'Succeeded' ? 'pass' : state === 'Failed' ? 'fail' : 'warning'}>
        {failed ? (state === 'Failed' ? 'Failed' : 'Some objects failed') : 'Succeeded'}
      </Badge>{' '}
      {shownTime(timeEnded)}, {countExported} exported, {countEscrowed} to retry.{' '}
      <a href={logsOf(visit.app.servicePrincipal.appId, { cycleId: activityIdentifier })}>
        Logs of this cycle
      </a>
      {error && !explained && <p class="hint">{error.message}</p>}
    </>
  );
}

function Failing({ visit, state: { escrows, names } }: PageProps) {
  if (escrows.total === 0) return null;
  return (
    <Card title={`Objects that fail (${escrows.total})`} id="escrows">
      <p>
        Each is tried again at its next attempt, and at once by Provision on demand, by Restart
        provisioning, or after a change of the mappings.
      </p>
      <Table
        caption="Objects that fail"
        columns={[
          { title: 'Object', breaks: true },
          { title: 'Attempts', align: 'end' },
          'Next attempt (UTC)',
          { title: 'Error', breaks: true },
        ]}
        rows={escrows.rows.map((one) => [
          <>
            {one.objectType}{' '}
            <a href={logsOf(visit.app.servicePrincipal.appId, { identity: one.objectId })}>
              {names[one.objectId] ?? one.objectId}
            </a>
          </>,
          one.attempts,
          shownInstant(one.nextAttemptDateTime),
          <>
            <code>{one.errorCode}</code> {one.message}
          </>,
        ])}
      />
    </Card>
  );
}

function Configuration({ visit, state: { connectivity, settings } }: PageProps) {
  return (
    <Card
      title="Properties"
      action={
        <LinkButton href={visit.path(`${provisioningPage}/settings`)} appearance="subtle">
          Edit
        </LinkButton>
      }
    >
      <Facts
        items={[
          {
            term: 'Tenant URL',
            value: connectivity.baseAddress || '(none)',
            copy: connectivity.baseAddress !== '',
          },
          {
            term: 'Scope',
            value: settings.syncAll
              ? 'Sync all users and groups'
              : 'Sync only assigned users and groups',
          },
          { term: 'Notification Email', value: settings.notificationEmail ?? '(none)' },
          {
            term: 'Prevent accidental deletion',
            value:
              settings.accidentalDeletionThreshold === null
                ? 'Off'
                : `More than ${settings.accidentalDeletionThreshold} in one cycle`,
          },
        ]}
      />
    </Card>
  );
}

function Deletion({ shell, visit }: PageProps) {
  return (
    <Disclosure summary="Delete configuration" id="deleteConfiguration">
      <p>
        Nothing is provisioned any more. Accounts in the application stay as they are; links to
        them, credentials and mappings are forgotten. The logs stay.
      </p>
      <Actions>
        <Command shell={shell} visit={visit} to="delete" id="deleteJob" appearance="danger">
          Delete configuration
        </Command>
      </Actions>
    </Disclosure>
  );
}
