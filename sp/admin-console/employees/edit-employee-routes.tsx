import { StaleVersion } from '../../../input/stale-version.ts';
import {
  type EmployeeRecord,
  findEmployeeById,
  updateEmployee,
} from '../../administration/employee-changes.ts';
import type { EmployeeDetails } from '../../administration/employee-details.ts';
import type { AdminFrame } from '../admin-page.tsx';
import { ConflictPage } from '../conflict-page.tsx';
import { faultMessages } from '../fault-messages.ts';
import type { AdminConsole } from '../options.ts';
import { frameOf } from '../sign-in/require-administrator.ts';
import { EmployeeEditPage } from './employee-page.tsx';
import { type EmployeeRoute, employeeOf, sentDetails, sentVersion } from './employee-request.ts';
import { nameOf } from './employee-words.tsx';

/** The form to edit an employee, and the page for a colleague who saved second. */
export function editEmployeeRoutes(admin: AdminConsole): void {
  const { app, db, clock } = admin;
  const protectedForm = { preHandler: app.csrfProtection };

  app.get<EmployeeRoute>('/admin/employees/:id', async (request, reply) => {
    const employee = await employeeOf(admin, request);
    if (!employee) return reply.callNotFound();
    const frame = frameOf(request, reply);
    const manager = await managerOf(admin, employee);
    return reply.page(<EmployeeEditPage frame={frame} employee={employee} manager={manager} />);
  });

  app.post<EmployeeRoute>('/admin/employees/:id', protectedForm, async (request, reply) => {
    const employee = await employeeOf(admin, request);
    if (!employee) return reply.callNotFound();
    const { id, companyId } = employee;
    const details = sentDetails(request.body);
    const version = sentVersion(request);
    try {
      await updateEmployee(db, clock, { id, companyId, version }, details);
      return reply.redirect('/admin/employees?done=saved', 303);
    } catch (error) {
      const frame = frameOf(request, reply);
      if (error instanceof StaleVersion) {
        const saved = await employeeOf(admin, request);
        if (!saved) return reply.callNotFound();
        return reply.page(<EmployeeConflict frame={frame} saved={saved} typed={details} />, 409);
      }
      const errors = faultMessages(error);
      const manager = await managerOf(admin, employee);
      const props = { frame, employee, details, version, errors, manager };
      return reply.page(<EmployeeEditPage {...props} />, 400);
    }
  });
}

/** E-mail address of the manager. */
async function managerOf({ db }: AdminConsole, { companyId, managerId }: EmployeeRecord) {
  return managerId === null ? undefined : (await findEmployeeById(db, companyId, managerId))?.email;
}

const labels = [
  ['firstName', 'First name'],
  ['lastName', 'Last name'],
  ['email', 'Email'],
] as const;

interface EmployeeConflictProps {
  readonly frame: AdminFrame;
  readonly saved: EmployeeRecord;
  readonly typed: EmployeeDetails;
}

function EmployeeConflict({ frame, saved, typed }: EmployeeConflictProps) {
  const name = nameOf(saved);
  const action = `/admin/employees/${saved.id}`;
  return (
    <ConflictPage
      frame={frame}
      section="employees"
      subject={name}
      action={action}
      trail={[
        { href: '/admin/employees', title: 'Employees' },
        { href: action, title: name },
      ]}
      fields={labels.map(([key, label]) => ({
        label,
        saved: saved[key],
        typed: typed[key].trim(),
      }))}
      sent={[
        ['version', String(saved.version)],
        ...labels.map(([key]) => [key, typed[key]] as const),
      ]}
    />
  );
}
