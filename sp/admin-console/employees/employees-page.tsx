import { Actions, Button, LinkButton } from '../../../web/components/controls.tsx';
import { Field } from '../../../web/components/field.tsx';
import { PageHeading } from '../../../web/components/navigation.tsx';
import { MessageBar } from '../../../web/components/surfaces.tsx';
import { Table } from '../../../web/components/table.tsx';
import { type EmployeePage, PAGE_SIZE } from '../../administration/employee-list.ts';
import { type AdminFrame, AdminPage } from '../admin-page.tsx';
import { ActiveBadge, nameOf, sourceNames } from './employee-words.tsx';

interface EmployeesPageProps {
  readonly frame: AdminFrame;
  readonly list: EmployeePage;
  /** As typed. */
  readonly search: string;
  readonly done?: string | undefined;
}

/** Configuration > Employees. */
export function EmployeesPage({ frame, list, search, done }: EmployeesPageProps) {
  return (
    <AdminPage frame={frame} title="Employees" section="employees">
      <PageHeading
        title="Employees"
        lead="Only an active employee listed here can sign in."
        action={
          <LinkButton href="/admin/employees/new" appearance="primary">
            Add employee
          </LinkButton>
        }
      />
      {done !== undefined && <MessageBar tone="success">{done}</MessageBar>}
      <search>
        <form method="get" action="/admin/employees">
          <Field
            label="Search employees"
            name="search"
            type="search"
            maxLength={200}
            hint="Matches the beginning of a first name, last name or e-mail address."
            value={search}
          />
          <Actions>
            <Button appearance="secondary">Search</Button>
            {search !== '' && <LinkButton href="/admin/employees">Show all</LinkButton>}
          </Actions>
        </form>
      </search>
      <p role="status">{summary(list)}</p>
      <Table
        caption="Employees"
        columns={['Name', { title: 'Email', breaks: true }, 'Manager', 'Source', 'State']}
        rows={list.employees.map((employee) => [
          <a key={employee.id} href={`/admin/employees/${employee.id}`}>
            {nameOf(employee)}
          </a>,
          employee.email,
          employee.manager ?? 'None',
          sourceNames[employee.source],
          <ActiveBadge key={employee.id} active={employee.active} />,
        ])}
        empty={
          search === ''
            ? 'No employees yet. Add the first one.'
            : 'No employee matches this search.'
        }
      />
      {list.pages > 1 && <Paging list={list} search={search} />}
    </AdminPage>
  );
}

function Paging({ list, search }: { list: EmployeePage; search: string }) {
  const { page, pages } = list;
  return (
    <nav aria-label="Pages">
      <Actions>
        {page > 1 && <LinkButton href={pageLink(page - 1, search)}>Previous</LinkButton>}
        <span>
          Page {page} of {pages}
        </span>
        {page < pages && <LinkButton href={pageLink(page + 1, search)}>Next</LinkButton>}
      </Actions>
    </nav>
  );
}

function pageLink(page: number, search: string): string {
  const parameters = { ...(search !== '' && { search }), page: String(page) };
  return `/admin/employees?${new URLSearchParams(parameters)}`;
}

function summary({ total, page, employees }: EmployeePage): string {
  const number = (value: number) => value.toLocaleString('en');
  if (total === 0) return '0 employees';
  if (total <= PAGE_SIZE) return total === 1 ? '1 employee' : `${total} employees`;
  const first = (page - 1) * PAGE_SIZE + 1;
  return `${number(first)} to ${number(first + employees.length - 1)} of ${number(total)} employees`;
}
