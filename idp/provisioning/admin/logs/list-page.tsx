import type { Found } from '../../../../store/slices.ts';
import { LinkButton } from '../../../../web/components/controls.tsx';
import { Field, Select } from '../../../../web/components/field.tsx';
import { Toolbar } from '../../../../web/components/navigation.tsx';
import { listAddress, Pager } from '../../../../web/components/pager.tsx';
import { Table } from '../../../../web/components/table.tsx';
import { AdminPage } from '../../../admin-center/admin-page.tsx';
import {
  type ApplicationNames,
  applicationPlace,
} from '../../../admin-center/enterprise-apps/application-menu.ts';
import { FilterForm } from '../../../admin-center/logs/filter-form.tsx';
import { shownInstant } from '../../../admin-center/shown-instant.ts';
import type { Shell } from '../../../admin-center/visit.ts';
import type { ProvisioningObjectSummary } from '../../../directory/provisioning/logs.ts';
import { logFiles } from '../../logs/export.ts';
import { provisioningLogsPath } from './address.ts';
import { ProvisioningStatus } from './summary-parts.tsx';

/** As typed; empty finds everything. */
export type LogFilter = Readonly<
  Record<
    | 'application'
    | 'identity'
    | 'status'
    | 'action'
    | 'from'
    | 'to'
    | 'jobId'
    | 'cycleId'
    | 'changeId',
    string
  >
>;

interface PageProps {
  shell: Shell;
  found: Found<ProvisioningObjectSummary>;
  filter: LogFilter;
  page: number;
  /** The application that the list is narrowed to. */
  app: ApplicationNames | undefined;
}

export function ListPage({ shell, found, filter, page, app }: PageProps) {
  return (
    <AdminPage
      shell={shell}
      {...(app ? applicationPlace(app, 'provisioning-logs') : { section: 'provisioningLogs' })}
      title="Provisioning logs"
      lead="What was done for each user and group, newest first. At most 20,000 lines, for 30 days."
    >
      <Filters filter={filter} />
      <Downloads filter={filter} />
      <Table
        caption="Provisioning logs"
        columns={[
          { title: 'Date (UTC)', nowrap: true },
          'Identity',
          'Action',
          'Source system',
          'Target system',
          'Status',
        ]}
        rows={found.rows.map((row) => [
          <a href={`${provisioningLogsPath}/${row.id}`}>{shownInstant(row.activityDateTime)}</a>,
          <Identity summary={row} />,
          actionInWords(row.provisioningAction),
          row.sourceSystem.displayName,
          row.targetSystem.displayName,
          <ProvisioningStatus status={row.provisioningStatusInfo.status} />,
        ])}
        empty="Nothing in the log matches."
      />
      <Pager action={provisioningLogsPath} page={page} total={found.total} keep={{ ...filter }} />
    </AdminPage>
  );
}

function Identity({
  summary: { sourceIdentity, targetIdentity },
}: {
  summary: ProvisioningObjectSummary;
}) {
  const name = sourceIdentity.displayName || targetIdentity.displayName || '(no name)';
  return (
    <>
      {name}
      <p class="hint">
        {sourceIdentity.identityType} {sourceIdentity.id || targetIdentity.id}
      </p>
    </>
  );
}

/** Graph writes them in small letters. */
export const actionInWords = (action: string): string =>
  action.charAt(0).toUpperCase() + action.slice(1);

const choices = (names: readonly string[]) => [
  { value: '', label: 'All' },
  ...names.map((name) => ({ value: name, label: actionInWords(name) })),
];

function Filters({ filter }: { filter: LogFilter }) {
  const active = Object.values(filter).some((value) => value !== '');
  const text = (name: keyof LogFilter, label: string) => (
    <Field label={label} name={name} value={filter[name]} autocomplete="off" spellcheck={false} />
  );
  return (
    <FilterForm action={provisioningLogsPath} active={active}>
      {text('identity', 'Identity: name or ID')}
      {text('application', 'Application, or its ID')}
      <Select
        label="Status"
        name="status"
        value={filter.status}
        options={choices(['success', 'failure', 'skipped', 'warning'])}
      />
      <Select
        label="Action"
        name="action"
        value={filter.action}
        options={choices(['create', 'update', 'delete', 'stageddelete', 'disable', 'other'])}
      />
      <Field label="From (UTC)" name="from" type="date" value={filter.from} />
      <Field label="To (UTC)" name="to" type="date" value={filter.to} />
      {text('jobId', 'Job ID')}
      {text('cycleId', 'Cycle ID')}
      {text('changeId', 'Change ID')}
    </FilterForm>
  );
}

/** Entra's three CSV files, which belong together by the Change ID, and JSON. */
function Downloads({ filter }: { filter: LogFilter }) {
  const to = (file: string) =>
    listAddress(`${provisioningLogsPath}/download/${file}`, { ...filter });
  return (
    <Toolbar>
      {logFiles.map((name) => (
        <LinkButton key={name} href={to(`${name}.csv`)} appearance="subtle" download>
          {name}.csv
        </LinkButton>
      ))}
      <LinkButton href={to('ProvisioningLogs.json')} appearance="subtle" download>
        JSON
      </LinkButton>
    </Toolbar>
  );
}
