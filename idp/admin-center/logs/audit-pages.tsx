import type { Found } from '../../../store/slices.ts';
import { Field, Select } from '../../../web/components/field.tsx';
import { Pager } from '../../../web/components/pager.tsx';
import { Card, Facts } from '../../../web/components/surfaces.tsx';
import { Table } from '../../../web/components/table.tsx';
import type { AuditFilter, AuditLine } from '../../directory/logs/audit-list.ts';
import { AdminPage } from '../admin-page.tsx';
import { type ApplicationNames, applicationPlace } from '../enterprise-apps/application-menu.ts';
import { shownInstant } from '../shown-instant.ts';
import type { Shell } from '../visit.ts';
import { FilterForm } from './filter-form.tsx';
import { StatusBadge } from './sign-ins-page.tsx';

export const auditPath = '/admin/audit';
/** The Entra service of the objects that these pages change. */
const SERVICE = 'Core Directory';

export interface AuditsPageProps {
  shell: Shell;
  found: Found<AuditLine>;
  filter: AuditFilter;
  words: { activities: readonly string[]; categories: readonly string[] };
  page: number;
  /** The application that the list is narrowed to. */
  app: ApplicationNames | undefined;
}

/** Who changed what, newest first (entra-admin.md 6). */
export function AuditsPage({ shell, found, filter, words, page, app }: AuditsPageProps) {
  return (
    <AdminPage
      shell={shell}
      {...(app ? applicationPlace(app, 'audit') : { section: 'audit' })}
      title="Audit logs"
      lead="Who changed what, and when."
    >
      <Filters filter={filter} words={words} />
      <Table
        caption="Audits"
        columns={[
          { title: 'Date (UTC)', nowrap: true },
          'Service',
          'Category',
          'Activity',
          'Status',
          'Target',
          'Initiated by',
        ]}
        rows={found.rows.map((line) => [
          <a key="date" href={`${auditPath}/${line.id}`}>
            {shownInstant(line.activityDateTime)}
          </a>,
          SERVICE,
          line.category,
          line.activity,
          <StatusBadge key="status" result={line.result} />,
          line.targetDisplayName,
          line.initiatedBy,
        ])}
        empty="Nothing matches."
      />
      <Pager action={auditPath} page={page} total={found.total} keep={{ ...filter }} />
    </AdminPage>
  );
}

function Filters({ filter, words }: Pick<AuditsPageProps, 'filter' | 'words'>) {
  const active = Object.values(filter).some((value) => value !== '');
  const choice = (name: keyof AuditFilter, label: string, values: readonly string[]) => (
    <Select
      label={label}
      name={name}
      value={filter[name]}
      options={[{ value: '', label: 'Any' }, ...values.map((value) => ({ value, label: value }))]}
    />
  );
  return (
    <FilterForm action={auditPath} active={active}>
      <Field label="From (UTC)" name="from" type="date" value={filter.from} />
      <Field label="To (UTC)" name="to" type="date" value={filter.to} />
      {choice('category', 'Category', words.categories)}
      {choice('activity', 'Activity', words.activities)}
      {choice('status', 'Status', ['success', 'failure'])}
      <Field
        label="Target"
        name="target"
        value={filter.target}
        hint="Matches the beginning, case-sensitive."
      />
      <Field
        label="Initiated by"
        name="initiatedBy"
        value={filter.initiatedBy}
        hint="Matches the beginning, case-sensitive."
      />
      <Field label="Object ID of the target" name="targetId" value={filter.targetId} />
    </FilterForm>
  );
}

/** One line of the audit log, with the changed properties. */
export function AuditPage({ shell, line }: { shell: Shell; line: AuditLine }) {
  return (
    <AdminPage
      shell={shell}
      section="audit"
      title="Audit Log Details"
      trail={[{ href: auditPath, title: 'Audit logs' }]}
    >
      <Card title="Activity" id="activity">
        <Facts
          items={[
            { term: 'Date (UTC)', value: shownInstant(line.activityDateTime) },
            { term: 'Activity Type', value: line.activity },
            { term: 'Category', value: line.category },
            { term: 'Service', value: SERVICE },
            { term: 'Status', value: <StatusBadge result={line.result} /> },
            { term: 'Initiated by', value: line.initiatedBy },
            ...(line.initiatedById === ''
              ? []
              : [{ term: 'Object ID of the initiator', value: line.initiatedById, copy: true }]),
            { term: 'Target type', value: line.targetType },
            { term: 'Target', value: line.targetDisplayName },
            { term: 'Object ID of the target', value: line.targetId, copy: true },
          ]}
        />
      </Card>
      <Card title="Modified Properties" id="modified">
        <Table
          caption="Modified Properties"
          columns={['Property Name', 'Old Value', 'New Value']}
          rows={line.modified.map(({ displayName, oldValue, newValue }) => [
            displayName,
            oldValue ?? '',
            newValue ?? '',
          ])}
          empty="No property was changed."
        />
      </Card>
    </AdminPage>
  );
}
