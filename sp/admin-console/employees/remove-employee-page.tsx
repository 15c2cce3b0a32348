import {
  Actions,
  Button,
  CsrfField,
  HiddenField,
  LinkButton,
} from '../../../web/components/controls.tsx';
import { Breadcrumbs, PageHeading } from '../../../web/components/navigation.tsx';
import { Card, Facts, MessageBar } from '../../../web/components/surfaces.tsx';
import type { EmployeeRecord } from '../../administration/employee-changes.ts';
import { type AdminFrame, AdminPage } from '../admin-page.tsx';
import { nameOf } from './employee-words.tsx';

interface RemoveEmployeePageProps {
  readonly frame: AdminFrame;
  readonly employee: EmployeeRecord;
  readonly isStale?: boolean;
}

/** Asks for a confirmation and shows which employee will be removed. */
export function RemoveEmployeePage(props: RemoveEmployeePageProps) {
  const { frame, employee, isStale } = props;
  const name = nameOf(employee);
  const page = `/admin/employees/${employee.id}`;
  return (
    <AdminPage frame={frame} title="Remove employee" section="employees">
      <Breadcrumbs
        items={[
          { href: '/admin/employees', title: 'Employees' },
          { href: page, title: name },
          { title: 'Remove' },
        ]}
      />
      <PageHeading title="Remove employee" />
      {isStale && (
        <MessageBar tone="warning" title="The employee was not removed">
          Another user has changed this employee since you opened the page. Check that it is still
          the right one.
        </MessageBar>
      )}
      <Card>
        <Facts
          items={[
            { term: 'Name', value: name },
            { term: 'Email', value: employee.email },
          ]}
        />
        <p>The employee is signed out at once and can no longer sign in.</p>
        <form method="post" action={`${page}/remove`}>
          <CsrfField token={frame.csrfToken} />
          <HiddenField name="version" value={String(employee.version)} />
          <Actions>
            <Button appearance="danger">Remove employee</Button>
            <LinkButton href={page}>Cancel</LinkButton>
          </Actions>
        </form>
      </Card>
    </AdminPage>
  );
}
