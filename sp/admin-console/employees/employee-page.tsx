import { Actions, Button, HiddenField, LinkButton } from '../../../web/components/controls.tsx';
import { Breadcrumbs, PageHeading } from '../../../web/components/navigation.tsx';
import { Card, Facts, MessageBar } from '../../../web/components/surfaces.tsx';
import type { EmployeeRecord } from '../../administration/employee-changes.ts';
import type { EmployeeDetails } from '../../administration/employee-details.ts';
import { type AdminFrame, AdminPage } from '../admin-page.tsx';
import { type EmployeeErrors, EmployeeFields } from './employee-form.tsx';
import { ActiveBadge, nameOf, sourceNames } from './employee-words.tsx';
import { furtherAttributes } from './further-attributes.ts';

interface EmployeePageProps {
  readonly frame: AdminFrame;
  readonly employee: EmployeeRecord;
  /** As typed; by default as saved. */
  readonly details?: EmployeeDetails;
  /** The version that the administrator has seen; by default the saved one. */
  readonly version?: number;
  readonly errors?: EmployeeErrors;
  /** E-mail address; undefined for none. */
  readonly manager?: string | undefined;
}

/** The forms to edit and to remove an employee. */
export function EmployeeEditPage(props: EmployeePageProps) {
  const { frame, employee, errors, manager } = props;
  const { details = employee, version = employee.version } = props;
  const name = nameOf(employee);
  const page = `/admin/employees/${employee.id}`;
  const further = furtherAttributes(employee.attributes);
  return (
    <AdminPage frame={frame} title={name} section="employees" scripts={['copy']}>
      <Breadcrumbs items={[{ href: '/admin/employees', title: 'Employees' }, { title: name }]} />
      <PageHeading title={name} />
      {errors !== undefined && (
        <MessageBar tone="error" title="Nothing was saved">
          Correct the marked fields, and save again.
        </MessageBar>
      )}
      {employee.attributes !== null && (
        <MessageBar tone="info" title="Provisioned by SCIM">
          What you change here is replaced when the identity provider changes it next.
        </MessageBar>
      )}
      <Card title="Employee" action={<ActiveBadge active={employee.active === 1} />}>
        <Facts
          items={[
            { term: 'Source', value: sourceOf(employee) },
            { term: 'User name', value: employee.userName },
            { term: 'Employee number', value: employee.employeeNumber ?? 'None' },
            { term: 'Manager', value: manager ?? 'None' },
            { term: 'External id', value: employee.externalId ?? 'None' },
            { term: 'Id', value: employee.id, copy: true },
          ]}
        />
      </Card>
      {further.length > 0 && (
        <Card title="Further attributes, by SCIM" id="furtherAttributes">
          <Facts items={further} />
        </Card>
      )}
      <Card title="Edit employee">
        <form method="post" action={page} noValidate>
          <HiddenField name="version" value={String(version)} />
          <EmployeeFields csrfToken={frame.csrfToken} details={details} errors={errors} />
          <Actions>
            <Button>Save</Button>
            <LinkButton href="/admin/employees">Cancel</LinkButton>
          </Actions>
        </form>
      </Card>
      <Card title="Remove employee">
        <p>{name} will no longer be able to sign in.</p>
        <LinkButton href={`${page}/remove`}>Remove</LinkButton>
      </Card>
    </AdminPage>
  );
}

/** An employee whom an administrator added may have been taken over by the identity provider since. */
const sourceOf = ({ source, attributes }: EmployeeRecord): string =>
  source === 'manual' && attributes !== null
    ? `${sourceNames.manual}; since then changed by ${sourceNames.scim}`
    : sourceNames[source];
