import type { Found } from '../../../store/slices.ts';
import { Badge, type BadgeTone } from '../../../web/components/badge.tsx';
import { Field, Select } from '../../../web/components/field.tsx';
import { Pager } from '../../../web/components/pager.tsx';
import { Table } from '../../../web/components/table.tsx';
import type { SignInFilter } from '../../directory/logs/sign-in-log.ts';
import type { SignInRow } from '../../directory/tables.ts';
import { AdminPage } from '../admin-page.tsx';
import { type ApplicationNames, applicationPlace } from '../enterprise-apps/application-menu.ts';
import { shownInstant } from '../shown-instant.ts';
import type { Shell } from '../visit.ts';
import { FilterForm } from './filter-form.tsx';

export const signInsPath = '/admin/sign-ins';

const statuses: Record<string, { label: string; tone: BadgeTone }> = {
  success: { label: 'Success', tone: 'pass' },
  failure: { label: 'Failure', tone: 'fail' },
  interrupted: { label: 'Interrupted', tone: 'info' },
};

export function StatusBadge({ result }: { result: string }) {
  const { label, tone } = statuses[result] ?? { label: result, tone: 'neutral' as const };
  return <Badge tone={tone}>{label}</Badge>;
}

export interface SignInsPageProps {
  shell: Shell;
  found: Found<SignInRow>;
  filter: SignInFilter;
  page: number;
  /** The application that the list is narrowed to. */
  app: ApplicationNames | undefined;
}

/** Every attempt to sign in, newest first (entra-admin.md 6). */
export function SignInsPage({ shell, found, filter, page, app }: SignInsPageProps) {
  return (
    <AdminPage
      shell={shell}
      {...(app ? applicationPlace(app, 'sign-ins') : { section: 'signIns' })}
      title="Sign-in logs"
      lead="Every attempt to sign in, newest first; at most 20,000, for 30 days."
    >
      <Filters filter={filter} />
      <Table
        caption="Sign-ins"
        columns={[
          { title: 'Date (UTC)', nowrap: true },
          'User',
          'Application',
          'Status',
          'Sign-in error code',
          { title: 'Request ID', nowrap: true },
        ]}
        rows={found.rows.map((row) => [
          <a key="date" href={`${signInsPath}/${row.id}`}>
            {shownInstant(row.createdDateTime)}
          </a>,
          row.userPrincipalName ?? '(unknown)',
          row.appDisplayName,
          <StatusBadge key="status" result={row.result} />,
          row.errorCode === 0 ? '' : String(row.errorCode),
          <code key="id">{row.id}</code>,
        ])}
        empty="No sign-in matches."
      />
      <Pager action={signInsPath} page={page} total={found.total} keep={{ ...filter }} />
    </AdminPage>
  );
}

function Filters({ filter }: { filter: SignInFilter }) {
  const active = Object.values(filter).some((value) => value !== '');
  const text = (name: keyof SignInFilter, label: string) => (
    <Field label={label} name={name} value={filter[name]} autocomplete="off" spellcheck={false} />
  );
  return (
    <FilterForm action={signInsPath} active={active}>
      {text('user', 'User')}
      {text('application', 'Application, or its ID')}
      <Select
        label="Status"
        name="status"
        value={filter.status}
        options={[
          { value: '', label: 'Any' },
          ...Object.entries(statuses).map(([value, { label }]) => ({ value, label })),
        ]}
      />
      <Field label="From (UTC)" name="from" type="date" value={filter.from} />
      <Field label="To (UTC)" name="to" type="date" value={filter.to} />
      {text('requestId', 'Request ID')}
      {text('correlationId', 'Correlation ID')}
    </FilterForm>
  );
}
