import { Actions, Button, LinkButton } from '../../../web/components/controls.tsx';
import { Breadcrumbs } from '../../../web/components/navigation.tsx';
import { Card } from '../../../web/components/surfaces.tsx';
import type { EmployeeDetails } from '../../administration/employee-details.ts';
import { type AdminFrame, AdminPage } from '../admin-page.tsx';
import { type EmployeeErrors, EmployeeFields } from './employee-form.tsx';

interface NewEmployeePageProps {
  readonly frame: AdminFrame;
  readonly details: EmployeeDetails;
  readonly errors?: EmployeeErrors;
}

/** The tutorial's "New employee" dialog, as a page so that it works without scripts. */
export function NewEmployeePage({ frame, details, errors }: NewEmployeePageProps) {
  return (
    <AdminPage frame={frame} title="New employee" section="employees">
      <Breadcrumbs
        items={[{ href: '/admin/employees', title: 'Employees' }, { title: 'New employee' }]}
      />
      <div role="dialog" aria-labelledby="newEmployee">
        <Card>
          <h1 id="newEmployee">New employee</h1>
          <form method="post" action="/admin/employees" noValidate>
            <EmployeeFields csrfToken={frame.csrfToken} details={details} errors={errors} />
            <Actions>
              <Button>Create employee</Button>
              <LinkButton href="/admin/employees">Cancel</LinkButton>
            </Actions>
          </form>
        </Card>
      </div>
    </AdminPage>
  );
}
