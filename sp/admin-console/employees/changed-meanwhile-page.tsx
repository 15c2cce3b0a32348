import {
  Actions,
  Button,
  CsrfField,
  HiddenField,
  LinkButton,
} from '../../../web/components/controls.tsx';
import { Breadcrumbs, PageHeading } from '../../../web/components/navigation.tsx';
import { Card, MessageBar } from '../../../web/components/surfaces.tsx';
import type { EmployeeDetails, EmployeeRecord } from '../../administration/employee-changes.ts';
import { type AdminFrame, AdminPage } from '../admin-page.tsx';
import { Differences } from '../differences.tsx';

interface EmployeeChangedPageProps {
  readonly frame: AdminFrame;
  readonly saved: EmployeeRecord;
  readonly yours: EmployeeDetails;
}

const fields = [
  ['firstName', 'First name'],
  ['lastName', 'Last name'],
  ['email', 'Email'],
] as const;

/** Two administrators edited the same employee: the second decides, seeing both. */
export function EmployeeChangedPage({ frame, saved, yours }: EmployeeChangedPageProps) {
  const page = `/admin/employees/${saved.id}`;
  return (
    <AdminPage frame={frame} title="Changed in the meantime" section="employees">
      <Breadcrumbs
        items={[
          { href: '/admin/employees', title: 'Employees' },
          { href: page, title: `${saved.firstName} ${saved.lastName}` },
          { title: 'Changed in the meantime' },
        ]}
      />
      <PageHeading title="Changed in the meantime" />
      <MessageBar tone="warning" title="Nothing was saved">
        Somebody else has changed this employee since you opened the page. Choose which is to count.
      </MessageBar>
      <Card>
        <Differences
          fields={fields.map(([key, name]) => ({
            name,
            saved: saved[key],
            yours: yours[key].trim(),
          }))}
        />
        <form method="post" action={page}>
          <CsrfField token={frame.csrfToken} />
          <HiddenField name="version" value={String(saved.version)} />
          {fields.map(([key]) => (
            <HiddenField key={key} name={key} value={yours[key]} />
          ))}
          <Actions>
            <Button>Save mine</Button>
            <LinkButton href={page}>Keep what is saved</LinkButton>
          </Actions>
        </form>
      </Card>
    </AdminPage>
  );
}
