import type { Found } from '../../../store/slices.ts';
import { Badge, type BadgeTone } from '../../../web/components/badge.tsx';
import { Field, Select } from '../../../web/components/field.tsx';
import { Pager } from '../../../web/components/pager.tsx';
import { EmptyState } from '../../../web/components/surfaces.tsx';
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
  /** Pages of recorded exchanges, by Correlation ID. */
  exchanges: ReadonlyMap<string, string>;
  /** The application that the list is narrowed to. */
  app: ApplicationNames | undefined;
}

/** Every attempt to sign in, newest first (entra-admin.md 6). */
export function SignInsPage({ shell, found, filter, page, exchanges, app }: SignInsPageProps) {
  return (
    <AdminPage
      shell={shell}
      {...(app ? applicationPlace(app, 'sign-ins') : { section: 'signIns' })}
      title="Sign-in logs"
      lead="Every attempt to sign in, newest first; earlier attempts of the same sign-in are below its last one. At most 20,000, for 30 days."
    >
      <Filters filter={filter} />
      {found.rows.length === 0 ? (
        <EmptyState title="No sign-in matches." />
      ) : (
        <ol class="sign-ins" aria-label="Sign-ins">
          {bySignIn(found.rows).map(([last, ...before]) => (
            <li key={last.id}>
              <Attempt of={last} exchange={exchanges.get(last.correlationId)} />
              {before.length > 0 && (
                <ol
                  aria-label={`Before that, in the sign-in of ${shownInstant(last.createdDateTime)}`}
                >
                  {before.map((row) => (
                    <li key={row.id}>
                      <Attempt of={row} />
                    </li>
                  ))}
                </ol>
              )}
            </li>
          ))}
        </ol>
      )}
      <Pager action={signInsPath} page={page} total={found.total} keep={{ ...filter }} />
    </AdminPage>
  );
}

/** The attempts with the same Correlation ID together, where the newest of them is. */
function bySignIn(rows: readonly SignInRow[]): [SignInRow, ...SignInRow[]][] {
  const groups = new Map<string, [SignInRow, ...SignInRow[]]>();
  for (const row of rows) {
    const group = groups.get(row.correlationId);
    if (group) group.push(row);
    else groups.set(row.correlationId, [row]);
  }
  for (const group of groups.values()) group.sort(lastFirst);
  return [...groups.values()];
}

/** Attempts within one millisecond are in no order; an interruption comes before what it led to. */
const lastFirst = (a: SignInRow, b: SignInRow): number =>
  b.createdDateTime.localeCompare(a.createdDateTime) ||
  Number(a.result === 'interrupted') - Number(b.result === 'interrupted');

/** A line on a desktop, a few lines on a phone. */
function Attempt({ of: row, exchange }: { of: SignInRow; exchange?: string | undefined }) {
  const when = shownInstant(row.createdDateTime);
  return (
    <div class="attempt" data-request-id={row.id}>
      <a href={`${signInsPath}/${row.id}`}>{when}</a>
      <span>
        <StatusBadge result={row.result} />
      </span>
      <span>{row.userPrincipalName ?? '(unknown)'}</span>
      <span>{row.appDisplayName}</span>
      <code>{row.errorCode === 0 ? '' : String(row.errorCode)}</code>
      {exchange !== undefined && (
        <a href={exchange} aria-label={`Exchange of ${when}`}>
          Exchange
        </a>
      )}
    </div>
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
